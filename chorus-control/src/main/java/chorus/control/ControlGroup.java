package chorus.control;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.List;

/// The members of one cluster's control group, in the order of its configuration, the same on every
/// node.
///
/// The first one, three or five vote; the others follow the log, propose and read like them, but
/// count in no majority.
public record ControlGroup(String clusterId, List<ControlPeer> members) {
  public ControlGroup {
    Require.that(clusterId.matches("[A-Za-z0-9._-]{1,128}"), "not a cluster id", clusterId);
    members = List.copyOf(members);
    Require.that(!members.isEmpty(), "a control group has members");
    Require.that(
        members.stream().map(ControlPeer::node).distinct().count() == members.size(),
        "a node is a member once",
        members);
  }

  /// How many of so many members vote: one of one or two (two could never outvote a loss), three of
  /// three or four, else five.
  public static int voters(int members) {
    if (members <= 2) {
      return 1;
    }
    return members <= 4 ? 3 : 5;
  }

  /// The members that vote.
  public List<ControlPeer> voters() {
    return members.subList(0, voters(members.size()));
  }

  /// The member that runs on `node`.
  public ControlPeer member(NodeId node) {
    return members.stream()
        .filter(peer -> peer.node().equals(node))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(node + " is no member of " + this));
  }
}
