package chorus.server.peer;

import chorus.base.NodeId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Links that are cut on purpose, for demonstrations and tests: what would go over them is lost.
///
/// A node applies its own list, to what it sends and to what it receives, so telling either end of
/// a link is enough.
public final class LinkCuts {
  private record Link(NodeId from, NodeId to) {}

  private final Set<Link> cuts = ConcurrentHashMap.newKeySet();

  /// Loses all messages from `from` to `to`; the other direction is another link.
  public void cut(NodeId from, NodeId to) {
    cuts.add(new Link(from, to));
  }

  /// Ends a [#cut].
  public void heal(NodeId from, NodeId to) {
    cuts.remove(new Link(from, to));
  }

  /// Ends all cuts.
  public void healAll() {
    cuts.clear();
  }

  boolean isCut(NodeId from, NodeId to) {
    return !cuts.isEmpty() && cuts.contains(new Link(from, to));
  }
}
