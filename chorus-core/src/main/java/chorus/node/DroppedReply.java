package chorus.node;

import chorus.base.DatabaseId;
import chorus.base.Fault;
import chorus.cluster.ClusterState;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.resp.Reply;
import java.util.Optional;

/// What is said of a database that was dropped: that nothing was done, and how to have it back.
final class DroppedReply {
  private DroppedReply() {}

  /// The error for commands on `database`, if it is dropped, or gone for good.
  static Optional<Reply> of(DatabaseId database, ClusterState state) {
    if (state.isForgotten(database)) {
      return Optional.of(Reply.error("DROPPED", "the database is gone for good, nothing was done"));
    }
    return Optional.ofNullable(state.databases().get(database)).flatMap(DroppedReply::of);
  }

  /// The error for commands on `definition`, if it is dropped.
  static Optional<Reply> of(DatabaseDefinition definition) {
    return definition.dropped().map(mark -> Reply.error("DROPPED", text(definition, mark)));
  }

  /// The same as a fault.
  static Optional<Fault> fault(DatabaseDefinition definition) {
    return definition.dropped().map(mark -> Fault.notApplied("DROPPED", text(definition, mark)));
  }

  private static String text(DatabaseDefinition definition, Dropped mark) {
    return "%s (index %d) is dropped, nothing was done | until %s: CHORUS DB UNDROP %s"
        .formatted(definition.name(), definition.index(), mark.until(), definition.name());
  }
}
