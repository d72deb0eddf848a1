package chorus.sim.check;

import chorus.base.DatabaseId;
import chorus.base.NodeId;
import chorus.definition.DatabaseDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The laws about databases that are dropped, as the nodes tell of them.
public final class DroppedDatabases {
  public static final String KEPT = "a drop that is taken back loses nothing";
  public static final String IN_TIME = "nothing is forgotten before its time is over";
  public static final String ENDED = "what is forgotten gets no record any more";
  public static final String CLEARED = "nothing is left on a disk of what is forgotten";

  /// The strand of a replica hears a moment after its node that it is not wanted any more.
  private static final long MOMENT_NANOS = 50_000_000;

  private final Verdicts verdicts;
  private final Map<String, DatabaseId> latest = new TreeMap<>();
  private final Map<DatabaseId, List<NodeId>> wanted = new TreeMap<>();
  private final Set<DatabaseId> gone = new TreeSet<>();
  private boolean moving;

  /// When, in nanoseconds, a node learned it.
  private final Map<NodeId, Map<DatabaseId, Long>> knownGone = new TreeMap<>();

  public DroppedDatabases(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /// Somebody learned of this definition.
  public void defined(DatabaseDefinition definition) {
    latest.merge(
        definition.name(),
        definition.id(),
        (known, other) -> known.compareTo(other) < 0 ? other : known);
    wanted.put(definition.id(), definition.placement().wanted());
    moving |= definition.isDropped() && !definition.isPlaced();
  }

  /// The nodes that are to hold this database, as somebody who learned of it last says.
  public List<NodeId> wanted(DatabaseId database) {
    return wanted.getOrDefault(database, List.of());
  }

  /// The latest database of this name that anybody knows, or knew.
  public Optional<DatabaseId> named(String name) {
    return Optional.ofNullable(latest.get(name));
  }

  /// `node`, whose wall clock shows `wallMillis`, proposes to forget what can be taken back until
  /// `untilMillis`.
  public void forgets(NodeId node, DatabaseId database, long untilMillis, long wallMillis) {
    verdicts.require(
        IN_TIME, wallMillis >= untilMillis, "at", node, wallMillis, database, "is", untilMillis);
  }

  /// It is agreed, and `node` knows, that the database is gone for good.
  public void forgotten(long nowNanos, NodeId node, DatabaseId database) {
    gone.add(database);
    knownGone.computeIfAbsent(node, _ -> new TreeMap<>()).put(database, nowNanos);
  }

  /// Whether it is agreed that the database is gone for good.
  public boolean isForgotten(DatabaseId database) {
    return gone.contains(database);
  }

  /// Whether any database is.
  public boolean isAnyForgotten() {
    return !gone.isEmpty();
  }

  /// Whether any was dropped while its replicas were about to join or leave.
  public boolean wasAnyMoving() {
    return moving;
  }

  /// A new process of `node` begins, which learns everything anew.
  public void started(NodeId node) {
    knownGone.remove(node);
  }

  /// A record was appended to `node`'s log of this database.
  public void appended(long nowNanos, NodeId node, DatabaseId database) {
    long known = knownGone.getOrDefault(node, Map.of()).getOrDefault(database, nowNanos);
    verdicts.require(ENDED, nowNanos - known <= MOMENT_NANOS, "appended at", node, database);
  }

  /// The files among `paths` that belong to what is forgotten.
  public List<String> left(Collection<String> paths) {
    return paths.stream()
        .filter(path -> gone.stream().anyMatch(each -> path.startsWith(each + ".")))
        .toList();
  }
}
