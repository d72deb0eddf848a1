package chorus.command.server;

import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.command.Leaders;
import chorus.command.Switched;
import chorus.command.SwitchoverPlan;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// FAILOVER [TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]: begins a planned switchover of
/// the connection's database, and answers before it ends.
///
/// With FORCE an election follows once the time is over: the leader goes, and the most up-to-date
/// replica comes, whichever that is. Nothing acknowledged is lost in any case.
final class Failover implements ClusterCommand {
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    Wish wish = Wish.parse(args);
    DatabaseDefinition database =
        context.selected().orElseThrow(() -> CommandError.err("no such database yet"));
    Leaders leaders = context.leaders();
    boolean underway = leaders.isSwitchingOver(database);
    if (wish.abort) {
      if (!underway) {
        throw CommandError.err("No failover in progress.");
      }
      leaders.abortSwitchover(database);
      reply.accept(Reply.OK);
    } else if (underway) {
      throw CommandError.err("FAILOVER already in progress.");
    } else {
      begin(leaders, database, wish);
      reply.accept(Reply.OK);
    }
  }

  private static void begin(Leaders leaders, DatabaseDefinition database, Wish wish) {
    Optional<NodeId> successor =
        wish.address.map(address ->
            leaders
                .nodeAt(address)
                .filter(database.ack().replicas()::contains)
                .orElseThrow(
                    () -> CommandError.err("FAILOVER target HOST and PORT is not a replica.")));
    switch (leaders.plan(database, successor)) {
      case Result.Failed<SwitchoverPlan>(Fault fault) ->
          throw CommandError.err(
              successor.isEmpty()
                  ? "FAILOVER requires connected replicas."
                  : "FAILOVER target replica is not online. | " + fault.detail());
      case Result.Ok<SwitchoverPlan>(SwitchoverPlan plan) ->
          leaders.switchOver(
              database,
              Optional.of(plan.successor()),
              wish.patience,
              result -> {
                if (wish.force && result instanceof Result.Failed<Switched>) {
                  leaders.beginElection(database);
                }
              });
    }
  }

  /// What the words say.
  private static final class Wish {
    private Optional<String> address = Optional.empty();
    private Duration patience = NO_LIMIT;
    private boolean force;
    private boolean abort;
    private boolean timed;

    static Wish parse(Args args) {
      Wish wish = new Wish();
      int at = 1;
      while (at < args.size()) {
        at = wish.take(args, at);
      }
      if (wish.abort && args.size() > 2) {
        throw CommandError.syntax();
      }
      if (wish.force && (wish.address.isEmpty() || !wish.timed)) {
        throw CommandError.err(
            "FAILOVER with force option requires both a timeout and target HOST and IP.");
      }
      return wish;
    }

    /// Reads one option; gives the place of the next.
    private int take(Args args, int at) {
      boolean fresh = address.isEmpty();
      if (args.is(at, "abort")) {
        abort = true;
        return at + 1;
      }
      if (args.is(at, "timeout") && !timed && at + 1 < args.size()) {
        long millis = args.longAt(at + 1);
        if (millis <= 0) {
          throw CommandError.err("FAILOVER timeout must be greater than 0");
        }
        timed = true;
        patience = Duration.ofMillis(Math.min(millis, NO_LIMIT.toMillis()));
        return at + 2;
      }
      if (args.is(at, "to") && fresh && at + 2 < args.size()) {
        address = Optional.of(args.string(at + 1) + ":" + args.longAt(at + 2));
        return at + 3;
      }
      if (args.is(at, "force") && !force) {
        force = true;
        return at + 1;
      }
      throw CommandError.syntax();
    }
  }
}
