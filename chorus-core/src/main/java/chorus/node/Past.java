package chorus.node;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.wire.PeerMessage.ArrivalAsk;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a node's directory tells of its past.
///
/// `starts` are the numbers of the latest start of this node that is known to be agreed, and of all
/// that it had since, the present one included, in order ([Starts]): whatever start the cluster
/// knows last is one of them, unless the directory is an old copy. None if it is empty.
///
/// `known` are the latest starts of all members, as the directory tells; none before it has learnt
/// of a cluster.
public record Past(List<Long> starts, Map<NodeId, Long> known) {
  /// That of an empty directory.
  public static final Past NONE = new Past(List.of(), new TreeMap<>());

  public Past {
    starts = List.copyOf(starts);
    known = Collections.unmodifiableMap(new TreeMap<>(known));
  }

  /// That of a directory which tells of this start alone.
  public static Past first(long boot) {
    return new Past(List.of(boot), new TreeMap<>());
  }

  /// The number of the present start.
  public long boot() {
    return starts.getLast();
  }

  /// Whether no earlier process of this node can have promised anything.
  public boolean isFirstStart() {
    return Starts.incarnation(boot()) == 1 && Starts.count(boot()) == 1;
  }

  public boolean isEmpty() {
    return starts.isEmpty();
  }

  public boolean knowsOfCluster() {
    return !known.isEmpty();
  }

  /// The latest start of `node` that this one knows of, or [ArrivalAsk#NONE].
  public long knownStart(NodeId node) {
    return known.getOrDefault(node, ArrivalAsk.NONE);
  }

  /// Whether the present start follows on `start`, if that is the latest one that is agreed.
  public boolean follows(long start) {
    boolean isFirst =
        Starts.count(start) == 0 && Starts.incarnation(start) == Starts.incarnation(boot());
    return isFirst || starts.contains(start);
  }

  /// Whether this directory should tell of `start`, which is agreed, and does not. Whoever knows
  /// less than all may name one that was followed by others since.
  public boolean lacks(long start) {
    if (isEmpty()) {
      return true;
    }
    boolean isOlder = Starts.isAfter(starts.getFirst(), start);
    return !isOlder && !starts.contains(start);
  }
}
