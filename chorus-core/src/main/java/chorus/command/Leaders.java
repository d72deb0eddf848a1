package chorus.command;

import chorus.base.Done;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// What a command may ask about who leads a database. Each `done` is called once, now or later.
public interface Leaders {
  /// Who would take the leadership of `database` over from whom; without a `successor` the follower
  /// that lacks least. Faults: `REFUSED` with the reason and an alternative, `NOQUORUM`.
  Result<SwitchoverPlan> plan(DatabaseDefinition database, Optional<NodeId> successor);

  /// Moves the leadership of `database` after a plan as above, while `patience` lets the successor
  /// catch up. Faults: as there, and `INDETERMINATE`.
  void switchOver(
      DatabaseDefinition database,
      Optional<NodeId> successor,
      Duration patience,
      Consumer<Result<Switched>> done);

  /// Whether a switchover that was asked for at this node is under way.
  boolean isSwitchingOver(DatabaseDefinition database);

  /// Lets the leader lead on, unless it is too late for that.
  void abortSwitchover(DatabaseDefinition database);

  /// Ends the present leadership and has the most up-to-date replica chosen. Faults: `NOQUORUM`,
  /// `INDETERMINATE`.
  void beginElection(DatabaseDefinition database, Consumer<Result<Done>> done);

  /// The node that listens for clients at `address`, as `host:port`.
  Optional<NodeId> nodeAt(String address);
}
