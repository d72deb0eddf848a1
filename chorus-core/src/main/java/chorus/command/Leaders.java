package chorus.command;

import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
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

  /// Ends the present leadership, whatever it is, and has the most up-to-date replica chosen.
  void beginElection(DatabaseDefinition database);

  /// What an election would come to, where nobody serves. Fault: `REFUSED` with the reason.
  Result<FailoverPlan> planFailover(DatabaseDefinition database);

  /// Holds the election, a loss included that the plan tells of, and waits until somebody serves.
  /// Faults: `REFUSED` (nothing happened), `INDETERMINATE`.
  void failOver(
      DatabaseDefinition database,
      FailoverPlan plan,
      Duration patience,
      Consumer<Result<Switched>> done);

  /// The last changes of the database's leader, as CHORUS LEADER HISTORY answers them.
  Reply history(DatabaseDefinition database);

  /// The node that listens for clients at `address`, as `host:port`.
  Optional<NodeId> nodeAt(String address);
}
