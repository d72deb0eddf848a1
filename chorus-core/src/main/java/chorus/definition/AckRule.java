package chorus.definition;

import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Require;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// How many copies a record needs, and where they count.
///
/// @param counted whose copies count
/// @param copies how many of them must have a record durably
/// @param opening how many must have a leadership's first record before it serves reads
public record AckRule(List<NodeId> counted, int copies, int opening) {
  public AckRule {
    counted = List.copyOf(counted);
    Require.that(opening <= copies && copies <= counted.size(), "no more copies than replicas");
  }

  /// So many of these, for a first record as for any.
  static AckRule of(List<NodeId> counted, int copies) {
    return new AckRule(counted, copies, copies);
  }

  /// How far records are acknowledged if each replica has durably what is up to `durable`.
  public Lsn reached(Function<NodeId, Lsn> durable) {
    return reached(copies, durable);
  }

  /// How far a leadership's first record, and what came before it, may be shown.
  public Lsn opened(Function<NodeId, Lsn> durable) {
    return reached(opening, durable);
  }

  /// Whether these nodes alone can acknowledge a record.
  public boolean isMetBy(Collection<NodeId> nodes) {
    return counted.stream().filter(nodes::contains).count() >= copies;
  }

  private Lsn reached(int least, Function<NodeId, Lsn> durable) {
    long[] sorted =
        counted.stream().mapToLong(each -> durable.apply(each).number()).sorted().toArray();
    return new Lsn(sorted[sorted.length - least]);
  }
}
