package chorus.cluster;

import chorus.base.NodeId;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Who is to take part in the control plane's log, and who of them votes (F17): one of one or two
/// members, three of three or four, five of more.
///
/// A node takes part from when it first answers until it is a member no more. It begins as a
/// listener, and may vote once it has caught up, its start is an agreed fact, and it answers. Who
/// votes stays a voter while it is a member, unless it is lost and another one can take its place.
public final class Suffrage {
  /// How a member stands, as the controller hears it.
  public enum Hearing {
    ANSWERS,
    SILENT,
    /// Silent for so long that nobody counts on it.
    LOST
  }

  private final Members members;
  private final MetaMembers now;
  private final NodeId controller;
  private final Function<NodeId, Hearing> hearing;

  private Suffrage(
      Members members, MetaMembers now, NodeId controller, Function<NodeId, Hearing> hearing) {
    this.members = members;
    this.now = now;
    this.controller = controller;
    this.hearing = hearing;
  }

  /// Who should take part instead of those who do `now`. The `controller`, which leads the log,
  /// keeps its vote as long as it is a member.
  public static MetaMembers of(
      Members members, MetaMembers now, NodeId controller, Function<NodeId, Hearing> hearing) {
    return new Suffrage(members, now, controller, hearing).decide();
  }

  private MetaMembers decide() {
    List<MetaPeer> present =
        members.byId().entrySet().stream()
            .map(each -> each.getValue().peer(each.getKey()))
            .filter(each -> now.contains(each) || answers(each))
            .toList();
    List<MetaPeer> able =
        present.stream()
            .filter(this::mayVote)
            .sorted(Comparator.comparingInt(this::rank).thenComparing(each -> each))
            .toList();
    if (able.isEmpty()) {
      return now;
    }
    List<MetaPeer> voters = able.subList(0, MetaMembers.voters(able.size()));
    List<MetaPeer> listeners = new ArrayList<>(present);
    listeners.removeAll(voters);
    return new MetaMembers(voters, listeners);
  }

  private boolean mayVote(MetaPeer peer) {
    boolean hasStarted = members.of(peer.node()).filter(Member::hasStarted).isPresent();
    return now.voters().contains(peer)
        || (now.listeners().contains(peer) && hasStarted && answers(peer));
  }

  private int rank(MetaPeer peer) {
    if (peer.node().equals(controller)) {
      return 0;
    }
    if (!now.voters().contains(peer)) {
      return 2;
    }
    return hearing.apply(peer.node()) == Hearing.LOST ? 3 : 1;
  }

  private boolean answers(MetaPeer peer) {
    return hearing.apply(peer.node()) == Hearing.ANSWERS;
  }
}
