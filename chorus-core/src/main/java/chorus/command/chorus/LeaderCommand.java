package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.function.Consumer;

/// CHORUS LEADER MOVE | FAILOVER | HISTORY: who leads a database, who shall, and who did.
final class LeaderCommand implements ClusterCommand {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final int MOST_MILLIS = 600_000;

  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    if (args.is(2, "move") && args.size() >= LeaderMove.FIRST_OPTION && args.is(4, "to")) {
      LeaderMove.run(context, args, reply);
    } else if (args.is(2, "failover") && args.size() >= LeaderFailover.FIRST_OPTION) {
      LeaderFailover.run(context, args, reply);
    } else if (args.is(2, "history") && args.size() == 4) {
      Answers.onDatabase(
          context, args.string(3), reply, it -> reply.accept(context.leaders().history(it)));
    } else {
      throw CommandError.err(
          "CHORUS LEADER takes MOVE database TO node [TIMEOUT milliseconds] [DRYRUN],"
              + " FAILOVER database [FORCE] [TIMEOUT milliseconds] [DRYRUN], or HISTORY database");
    }
  }

  /// The patience at `at`, in milliseconds.
  static Duration patience(Args args, int at) {
    return Duration.ofMillis(
        args.longBetween(
            at,
            1,
            MOST_MILLIS,
            () ->
                CommandError.err(
                    "timeout is not a number of milliseconds from 1 to " + MOST_MILLIS)));
  }
}
