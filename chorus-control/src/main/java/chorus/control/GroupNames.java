package chorus.control;

import chorus.base.NodeId;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
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

  static RaftPeerId peerId(MetaPeer peer) {
    return RaftPeerId.valueOf(peer.id());
  }

  static String address(MetaPeer peer) {
    return peer.host() + ":" + peer.port();
  }

  /// The node whose member `peer` is.
  static NodeId node(String peer) {
    return new NodeId(peer.substring(0, peer.lastIndexOf('-')));
  }

  static RaftGroup raftGroup(ControlGroup group) {
    MetaMembers members = group.members();
    List<RaftPeer> peers =
        Stream.concat(voters(members).stream(), listeners(members).stream()).toList();
    return RaftGroup.valueOf(RaftGroupId.valueOf(uuid(group.clusterId())), peers);
  }

  static List<RaftPeer> voters(MetaMembers members) {
    return peers(members.voters(), RaftPeerRole.FOLLOWER);
  }

  static List<RaftPeer> listeners(MetaMembers members) {
    return peers(members.listeners(), RaftPeerRole.LISTENER);
  }

  private static List<RaftPeer> peers(List<MetaPeer> members, RaftPeerRole role) {
    return members.stream()
        .map(each ->
            RaftPeer.newBuilder()
                .setId(peerId(each))
                .setAddress(address(each))
                .setStartupRole(role)
                .build())
        .toList();
  }

  /// Who takes part by what the group agreed on; empty while it changes.
  static Optional<MetaMembers> members(RaftConfigurationProto agreed) {
    boolean changes = agreed.getOldPeersCount() > 0 || agreed.getOldListenersCount() > 0;
    return changes
        ? Optional.empty()
        : Optional.of(
            new MetaMembers(members(agreed.getPeersList()), members(agreed.getListenersList())));
  }

  private static List<MetaPeer> members(List<RaftPeerProto> peers) {
    return peers.stream().map(GroupNames::member).toList();
  }

  private static MetaPeer member(RaftPeerProto peer) {
    String id = peer.getId().toStringUtf8();
    String address = peer.getAddress();
    int colon = address.lastIndexOf(':');
    return new MetaPeer(
        node(id),
        Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)),
        address.substring(0, colon),
        Integer.parseInt(address.substring(colon + 1)));
  }
}
