package chorus.command.chorus;

import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.command.FailoverPlan;
import chorus.command.Switched;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// CHORUS LEADER FAILOVER database [FORCE] [TIMEOUT ms] [DRYRUN]: an election where nobody serves,
/// which databases with manual failover wait for.
///
/// FORCE holds it too if acknowledged writes may be lost; what is known of that is in the answer to
/// DRYRUN, and in the refusal without FORCE.
final class LeaderFailover {
  static final int FIRST_OPTION = 4;

  private LeaderFailover() {}

  static void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    Options options = Options.parse(args);
    Answers.onDatabase(context, args.string(3), reply, it -> failOver(context, it, options, reply));
  }

  private record Options(Duration patience, boolean force, boolean dryRun) {
    static Options parse(Args args) {
      Duration patience = LeaderCommand.PATIENCE;
      boolean force = false;
      boolean dryRun = false;
      for (int at = FIRST_OPTION; at < args.size(); at++) {
        if (args.is(at, "force")) {
          force = true;
        } else if (args.is(at, "dryrun")) {
          dryRun = true;
        } else if (args.is(at, "timeout") && at + 1 < args.size()) {
          patience = LeaderCommand.patience(args, ++at);
        } else {
          throw CommandError.syntax();
        }
      }
      return new Options(patience, force, dryRun);
    }
  }

  private static void failOver(
      ClusterContext context, DatabaseDefinition database, Options options, Consumer<Reply> reply) {
    switch (context.leaders().planFailover(database)) {
      case Result.Failed<FailoverPlan>(Fault fault) ->
          reply.accept(Reply.error(fault.code(), fault.detail()));
      case Result.Ok<FailoverPlan>(FailoverPlan plan)
          when plan.loss().isPresent() && !options.force() ->
          reply.accept(
              Reply.error(
                  "REFUSED", plan.loss().get() + ", nothing was changed | FORCE accepts the loss"));
      case Result.Ok<FailoverPlan>(FailoverPlan plan) when options.dryRun() ->
          reply.accept(planned(database, plan));
      case Result.Ok<FailoverPlan>(FailoverPlan plan) ->
          context
              .leaders()
              .failOver(
                  database,
                  plan,
                  options.patience(),
                  result -> reply.accept(Answers.of(result, it -> done(database, plan, it))));
    }
  }

  private static Reply planned(DatabaseDefinition database, FailoverPlan plan) {
    return Reply.map(
        Reply.entry("database", Reply.bulk(database.name())),
        Reply.entry("from", node(plan.before())),
        Reply.entry("to", Reply.bulk(plan.successor().name())),
        Reply.entry("lsn", Reply.integer(plan.end().number())),
        Reply.entry("loss", loss(plan)));
  }

  private static Reply done(DatabaseDefinition database, FailoverPlan plan, Switched switched) {
    return Reply.map(
        Reply.entry("database", Reply.bulk(database.name())),
        Reply.entry("from", node(plan.before())),
        Reply.entry("to", Reply.bulk(switched.leader().name())),
        Reply.entry("epoch", Reply.integer(switched.epoch())),
        Reply.entry("loss", loss(plan)));
  }

  private static Reply node(Optional<NodeId> node) {
    return node.map(each -> Reply.bulk(each.name())).orElse(Reply.NULL);
  }

  private static Reply loss(FailoverPlan plan) {
    return plan.loss().map(Reply::bulk).orElse(Reply.NULL);
  }
}
