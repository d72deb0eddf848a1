package chorus.node;

import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.Member;
import chorus.definition.DatabaseDefinition;
import chorus.definition.MemberAddress;
import chorus.resp.Reply;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Feed;
import chorus.wire.ShardStatus.FollowerStatus;
import java.util.List;
import java.util.Optional;

/// What ROLE answers, in Redis' words: the leader and those who follow it, or whom this node
/// follows. Offsets are positions in the log.
final class RoleReply {
  private RoleReply() {}

  static Reply of(ClusterView now, NodeId self, Optional<DatabaseDefinition> database) {
    if (database.isEmpty()) {
      return follower(Optional.empty(), "none", 0);
    }
    ShardId shard = new ShardId(database.get().id(), 0);
    Optional<ShardStatus> own = now.status(self, shard);
    Optional<NodeId> leader = now.routes().of(shard).map(Routes.Route::leader);
    if (leader.filter(self::equals).isPresent()) {
      return leader(now, own);
    }
    return follower(
        leader.flatMap(each -> address(now, each)),
        leader.isPresent() ? "connected" : "connect",
        own.map(each -> each.applied().number()).orElse(-1L));
  }

  private static Reply leader(ClusterView now, Optional<ShardStatus> own) {
    List<FollowerStatus> followers = own.map(ShardStatus::followers).orElse(List.of());
    return Reply.array(
        Reply.bulk("master"),
        Reply.integer(own.map(each -> each.commit().number()).orElse(0L)),
        Reply.array(
            followers.stream()
                .filter(each -> each.feed() != Feed.UNREACHABLE)
                .map(each -> follower(now, each))
                .toList()));
  }

  private static Reply follower(ClusterView now, FollowerStatus follower) {
    Optional<MemberAddress> address = address(now, follower.node());
    return Reply.array(
        Reply.bulk(address.map(MemberAddress::host).orElse("")),
        Reply.bulk(Integer.toString(address.map(MemberAddress::resp).orElse(0))),
        Reply.bulk(follower.match().toString()));
  }

  private static Reply follower(Optional<MemberAddress> leader, String state, long offset) {
    return Reply.array(
        Reply.bulk("slave"),
        Reply.bulk(leader.map(MemberAddress::host).orElse("")),
        Reply.integer(leader.map(MemberAddress::resp).orElse(0)),
        Reply.bulk(state),
        Reply.integer(offset));
  }

  private static Optional<MemberAddress> address(ClusterView now, NodeId node) {
    return now.state().members().of(node).map(Member::address);
  }
}
