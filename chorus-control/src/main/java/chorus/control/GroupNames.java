package chorus.control;

import chorus.base.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/// A [ControlGroup] in the words of Ratis.
final class GroupNames {
  private GroupNames() {}

  /// Derived from the cluster's id, so that nodes of two clusters never talk to each other's logs,
  /// whatever addresses they were given.
  static UUID uuid(String clusterId) {
    return UUID.nameUUIDFromBytes(("chorus-control:" + clusterId).getBytes(StandardCharsets.UTF_8));
  }

  static RaftPeerId peerId(ControlPeer peer) {
    return RaftPeerId.valueOf(peer.id());
  }

  /// The node whose member `peer` is.
  static NodeId node(String peer) {
    return new NodeId(peer.substring(0, peer.lastIndexOf('-')));
  }

  static RaftGroup raftGroup(ControlGroup group) {
    int voters = group.voters().size();
    List<RaftPeer> peers = new ArrayList<>();
    for (ControlPeer member : group.members()) {
      peers.add(
          RaftPeer.newBuilder()
              .setId(peerId(member))
              .setAddress(member.address())
              .setStartupRole(peers.size() < voters ? RaftPeerRole.FOLLOWER : RaftPeerRole.LISTENER)
              .build());
    }
    return RaftGroup.valueOf(RaftGroupId.valueOf(uuid(group.clusterId())), peers);
  }
}
