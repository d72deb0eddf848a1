package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.Leadership;
import chorus.definition.MemberAddress;
import chorus.env.Env;
import chorus.resp.Reply;
import java.util.Optional;

/// What a gateway knows of leaders: who they are, whether they can be reached, and whether they
/// still are. On the gateway's strand.
final class LeaderSight {
  private static final int QUIET_HEARTBEATS = 4;

  private final Env env;
  private final Node node;

  LeaderSight(Env env, Node node) {
    this.env = env;
    this.node = node;
  }

  /// The leader, if anything should be sent to it: it was heard lately, and there is a connection.
  /// What is not sent can wait for the next leader, and need not answer that it may have happened.
  Optional<Routes.Route> of(ShardId shard, ClusterView view) {
    return view.routes().of(shard).filter(route -> !isQuiet(view, route.leader()));
  }

  private boolean isQuiet(ClusterView view, NodeId leader) {
    if (!isSelf(leader) && !env.network().isConnected(leader)) {
      return true;
    }
    Peers.Heard heard = view.heard().get(leader);
    long patience = QUIET_HEARTBEATS * node.options().timings().heartbeat().toNanos();
    return heard == null || env.clock().monotonicNanos() - heard.atNanos() > patience;
  }

  /// The same for what is decided before anything is sent.
  Ways.Leader leader(ShardId shard) {
    ClusterView view = node.view();
    if (view.routes().of(shard).filter(route -> isSelf(route.leader())).isPresent()) {
      return new Ways.Leader.Here();
    }
    return of(shard, view)
        .<Ways.Leader>map(route -> new Ways.Leader.There(address(route.leader())))
        .orElseGet(Ways.Leader.Unknown::new);
  }

  /// Where clients find that node.
  Optional<String> address(NodeId leader) {
    return Optional.ofNullable(node.members().get(leader)).map(MemberAddress::clients);
  }

  /// Whether nobody answers for what was sent to another node as the leader of `route`. A leader
  /// that gave its leadership up has answered for everything; that may still be on its way.
  boolean isOrphan(ShardId shard, Routes.Route route, ClusterState state) {
    Leadership now = state.leadership(shard);
    Epoch sent = route.epoch();
    return !isSelf(route.leader())
        && (now.epoch().isAfter(sent) || state.isForgotten(shard.database()))
        && !(now instanceof Leadership.Led led && led.released().equals(sent));
  }

  /// What is said where none was found in time.
  Reply noLeader(ShardId shard) {
    return Outcomes.noLeader(
        node.options().timings().leaderWait(),
        node.view().state().databases().get(shard.database()));
  }

  private boolean isSelf(NodeId other) {
    return other.equals(node.options().self());
  }
}
