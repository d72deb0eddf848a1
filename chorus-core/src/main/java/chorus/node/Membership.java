package chorus.node;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Starts;
import chorus.cluster.ClusterState;
import chorus.cluster.Member;
import chorus.cluster.Members;
import chorus.definition.MemberAddress;
import chorus.env.Env;
import chorus.env.MetaLog;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.Removed;
import java.util.Map;
import java.util.Optional;

/// Whom this node takes for members of its cluster, and whether it is one itself. On the control
/// strand, but for the methods that say otherwise.
final class Membership {
  private final Env env;
  private final NodeOptions options;
  private final MetaLog metaLog;
  private final MemberListener listener;
  private boolean removed;

  Membership(Env env, NodeOptions options, MetaLog metaLog, MemberListener listener) {
    this.env = env;
    this.options = options;
    this.metaLog = metaLog;
    this.listener = listener;
  }

  /// Where each member is reached: what is agreed, and until this node knows that, what it was told
  /// when it started. Any strand may call it.
  static Map<NodeId, MemberAddress> known(ClusterState state, NodeOptions options) {
    return state.isFormed() ? state.members().addresses() : options.members();
  }

  /// Whether what `from` says is heard at all. Any strand may call it.
  static boolean admits(NodeId from, ClusterState state, NodeOptions options) {
    return from.equals(options.self())
        || (state.isFormed()
            ? state.members().contains(from)
            : options.members().containsKey(from));
  }

  /// Other facts are agreed.
  void changed(ClusterState before, ClusterState next) {
    if (!next.members().equals(before.members())) {
      env.trace().emit(new NodeEvent.MembersAgreed(options.self(), next.members()));
      if (next.isFormed()) {
        listener.agreed(next.members().byId());
      }
    }
    look(next);
  }

  /// Ends this node if it was removed and takes no part in the control plane's log any more: before
  /// that, the others may not be able to go on without its vote.
  void look(ClusterState state) {
    Optional<?> votes = metaLog.members().flatMap(now -> now.of(options.self()));
    boolean released = metaLog.members().isPresent() && votes.isEmpty();
    if (released && state.members().isDeparted(options.self(), options.boot())) {
      leave();
    }
  }

  /// A member says that this node was removed.
  void told(Removed word) {
    if (word.incarnation() >= Starts.incarnation(options.boot())) {
      leave();
    }
  }

  private void leave() {
    if (!removed && !options.has(PlantedBug.REMOVED_STAYS)) {
      removed = true;
      env.trace().emit(new NodeEvent.Left(options.self(), options.boot()));
      listener.removed();
    }
  }

  /// Whether a heartbeat comes from somebody who was removed, or from a process that ran before
  /// that. It is told so once the control plane's log does without it.
  boolean isOfTheDeparted(NodeId from, Heartbeat heartbeat, ClusterState state) {
    Members members = state.members();
    if (!members.isDeparted(from, heartbeat.boot())) {
      return false;
    }
    int incarnation = Starts.incarnation(heartbeat.boot());
    boolean released =
        metaLog
            .members()
            .filter(now -> now.of(from).filter(peer -> peer.incarnation() == incarnation).isEmpty())
            .isPresent();
    Member stray = members.departed().get(from);
    if (released && stray != null && !from.equals(options.self())) {
      listener.strayed(from, stray.address());
      env.network().send(from, new Removed(incarnation));
    }
    return true;
  }
}
