package chorus.control;

import chorus.base.NodeId;
import chorus.base.Require;

/// One member of the control group.
///
/// `incarnation` counts how often the node may have lost data: a wiped or restored node comes back
/// as another member and never as the one that gave its word before. `host` and `port` are where it
/// listens for control traffic.
public record ControlPeer(NodeId node, int incarnation, String host, int port) {
  public ControlPeer {
    Require.that(incarnation >= 1, "incarnations count from 1", incarnation);
    Require.that(port > 0 && port < 65_536, "a port is 1 to 65535", port);
  }

  /// The member's name in the group, such as `n1-1`.
  public String id() {
    return node.name() + "-" + incarnation;
  }

  String address() {
    return host + ":" + port;
  }
}
