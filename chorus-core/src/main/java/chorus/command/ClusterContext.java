package chorus.command;

import chorus.base.Done;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import chorus.env.Links;
import chorus.resp.Reply;
import chorus.wire.Unblocking;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// What a command may ask of the cluster. Each method calls `done` once, now or later.
public interface ClusterContext {
  /// Commits a new database. Faults: `EXISTS` (name or index taken), `NOQUORUM`, `UNAVAILABLE`, and
  /// `INDETERMINATE` when the outcome is not known.
  void createDatabase(DatabaseRequest request, Consumer<Result<DatabaseDefinition>> done);

  /// Changes `database`; `done` hears when the change is in force, or how far it came within a few
  /// seconds: another mode of acknowledging waits for the replicas that it needs. Faults: `ERR`,
  /// `NOQUORUM`, `INDETERMINATE`.
  void alterDatabase(
      DatabaseDefinition database,
      DatabaseChange change,
      Consumer<Result<DatabaseDefinition>> done);

  /// Has replicas of `database` join and leave; `done` hears when they have, or how far it came
  /// within a few seconds: a node joins once it has caught up. Faults: `ERR`, `REFUSED` (the leader
  /// would leave), `DROPPED`, `NOQUORUM`, `INDETERMINATE`.
  void placeDatabase(
      DatabaseDefinition database, ReplicaChange change, Consumer<Result<DatabaseDefinition>> done);

  /// Drops `database`: nobody leads it any more, and it is gone for good when its time is over.
  /// Faults: `ERR`, `NOQUORUM`, `INDETERMINATE`.
  void dropDatabase(DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done);

  /// Takes that back. Faults: as for [#dropDatabase].
  void undropDatabase(DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done);

  /// Has the command that waits on another connection of this node wait no longer; `done` hears how
  /// many commands that were, 0 or 1.
  void unblock(long connection, Unblocking how, IntConsumer done);

  /// Every database, by index, the dropped ones included.
  void databases(Consumer<Result<List<DatabaseDefinition>>> done);

  /// The cluster's state as the JSON text of CHORUS STATUS, the same from any node.
  void status(Consumer<Result<String>> done);

  /// What this node holds of `database`, and whether its recomputed content hash agrees: a map, or
  /// an error when this node has no such database.
  void verify(DatabaseDefinition database, Consumer<Reply> done);

  /// The connection's database, if it exists yet.
  Optional<DatabaseDefinition> selected();

  /// Who leads what.
  Leaders leaders();

  /// Who belongs to the cluster.
  Roster roster();

  /// What elections left behind on this node.
  LeftBehind leftBehind();

  /// Cuts links on purpose, on all nodes that hear of it. Fault `ERR`: not in a demo or playground,
  /// or a node that is no member.
  void cutLinks(List<Links.Cut> cut, Consumer<Result<Done>> done);

  /// Ends the cuts of these links, of all if none is named. Fault: as for [#cutLinks].
  void healLinks(List<Links.Cut> healed, Consumer<Result<Done>> done);
}
