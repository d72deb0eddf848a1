package chorus.command.chorus;

import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.command.Switched;
import chorus.command.SwitchoverPlan;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// CHORUS LEADER MOVE database TO node [TIMEOUT ms] [DRYRUN]: a planned change of leader.
final class LeaderCommand implements ClusterCommand {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final int MOST_MILLIS = 600_000;
  private static final int FIRST_OPTION = 6;

  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    if (args.is(2, "move") && args.size() >= FIRST_OPTION && args.is(4, "to")) {
      Options options = Options.parse(args);
      NodeId successor = new NodeId(args.string(5));
      onDatabase(
          context, args.string(3), reply, it -> move(context, it, successor, options, reply));
    } else {
      throw CommandError.err(
          "CHORUS LEADER takes MOVE database TO node [TIMEOUT milliseconds] [DRYRUN]");
    }
  }

  private record Options(Duration patience, boolean dryRun) {
    static Options parse(Args args) {
      Duration patience = PATIENCE;
      boolean dryRun = false;
      for (int at = FIRST_OPTION; at < args.size(); at++) {
        if (args.is(at, "dryrun")) {
          dryRun = true;
        } else if (args.is(at, "timeout") && at + 1 < args.size()) {
          patience = Duration.ofMillis(args.longBetween(++at, 1, MOST_MILLIS, Options::badTime));
        } else {
          throw CommandError.syntax();
        }
      }
      return new Options(patience, dryRun);
    }

    private static CommandError badTime() {
      return CommandError.err("timeout is not a number of milliseconds from 1 to " + MOST_MILLIS);
    }
  }

  private static void onDatabase(
      ClusterContext context,
      String word,
      Consumer<Reply> reply,
      Consumer<DatabaseDefinition> action) {
    context.databases(result -> {
      switch (result) {
        case Result.Failed<List<DatabaseDefinition>>(Fault fault) ->
            reply.accept(Reply.error(fault.code(), fault.detail()));
        case Result.Ok<List<DatabaseDefinition>>(var all) ->
            Answers.named(all, word)
                .ifPresentOrElse(action, () -> reply.accept(Answers.noSuchDatabase(word)));
      }
    });
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
