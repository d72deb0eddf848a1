package chorus.command.chorus;

import chorus.base.NodeId;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.command.Switched;
import chorus.command.SwitchoverPlan;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// CHORUS LEADER MOVE database TO node [TIMEOUT ms] [DRYRUN]: a planned change of leader.
final class LeaderMove {
  static final int FIRST_OPTION = 6;

  private LeaderMove() {}

  static void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    Options options = Options.parse(args);
    NodeId successor = NodeName.at(args, 5);
    Answers.onDatabase(
        context, args.string(3), reply, it -> move(context, it, successor, options, reply));
  }

  private record Options(Duration patience, boolean dryRun) {
    static Options parse(Args args) {
      Duration patience = LeaderCommand.PATIENCE;
      boolean dryRun = false;
      for (int at = FIRST_OPTION; at < args.size(); at++) {
        if (args.is(at, "dryrun")) {
          dryRun = true;
        } else if (args.is(at, "timeout") && at + 1 < args.size()) {
          patience = LeaderCommand.patience(args, ++at);
        } else {
          throw CommandError.syntax();
        }
      }
      return new Options(patience, dryRun);
    }
  }

  private static void move(
      ClusterContext context,
      DatabaseDefinition database,
      NodeId successor,
      Options options,
      Consumer<Reply> reply) {
    if (options.dryRun()) {
      Result<SwitchoverPlan> plan = context.leaders().plan(database, Optional.of(successor));
      reply.accept(Answers.of(plan, it -> planned(database, it)));
    } else {
      context
          .leaders()
          .switchOver(
              database,
              Optional.of(successor),
              options.patience(),
              result -> reply.accept(Answers.of(result, it -> moved(database, it))));
    }
  }

  private static Reply planned(DatabaseDefinition database, SwitchoverPlan plan) {
    return Reply.map(
        Reply.entry("database", Reply.bulk(database.name())),
        Reply.entry("from", Reply.bulk(plan.leader().name())),
        Reply.entry("to", Reply.bulk(plan.successor().name())),
        Reply.entry("behind", Reply.integer(plan.behind())));
  }

  private static Reply moved(DatabaseDefinition database, Switched switched) {
    return Reply.map(
        Reply.entry("database", Reply.bulk(database.name())),
        Reply.entry("from", Reply.bulk(switched.before().name())),
        Reply.entry("to", Reply.bulk(switched.leader().name())),
        Reply.entry("epoch", Reply.integer(switched.epoch())));
  }
}
