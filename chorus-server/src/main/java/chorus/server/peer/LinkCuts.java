package chorus.server.peer;

import chorus.base.NodeId;
import chorus.env.Links;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Links that are cut on purpose, for demonstrations and tests: what would go over them is lost.
///
/// A node applies its own list, to what it sends and to what it receives, so that between peers
/// telling either end of a link is enough.
public final class LinkCuts implements Links {
  private final Set<Cut> cuts = ConcurrentHashMap.newKeySet();

  @Override
  public boolean mayBeCut() {
    return true;
  }

  @Override
  public List<Cut> cuts() {
    return List.copyOf(cuts);
  }

  @Override
  public void cutExactly(List<Cut> exactly) {
    cuts.addAll(exactly);
    cuts.retainAll(Set.copyOf(exactly));
  }

  /// Loses all messages from `from` to `to`; the other direction is another link.
  public void cut(NodeId from, NodeId to) {
    cuts.add(new Cut(from, to));
  }

  /// Ends a [#cut].
  public void heal(NodeId from, NodeId to) {
    cuts.remove(new Cut(from, to));
  }

  /// Ends all cuts.
  public void healAll() {
    cuts.clear();
  }

  /// Whether messages from `from` to `to` are lost.
  public boolean isCut(NodeId from, NodeId to) {
    return !cuts.isEmpty() && cuts.contains(new Cut(from, to));
  }
}
