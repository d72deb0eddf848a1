package chorus.env;

import chorus.base.NodeId;
import chorus.base.Require;

/// One participant of the control plane's log.
///
/// `incarnation` counts how often the node may have lost data, from 1: a wiped or restored node
/// comes back as another participant and never as the one that gave its word before. `host` and
/// `port` are where it listens for control traffic.
public record MetaPeer(NodeId node, int incarnation, String host, int port)
    implements Comparable<MetaPeer> {
  public MetaPeer {
    Require.that(incarnation >= 1, "incarnations count from 1", incarnation);
    Require.that(port > 0 && port < 65_536, "a port is 1 to 65535", port);
  }

  /// Its name in the log's group, such as `n1-1`.
  public String id() {
    return node.name() + "-" + incarnation;
  }

  @Override
  public int compareTo(MetaPeer other) {
    int byNode = node.compareTo(other.node);
    return byNode == 0 ? Integer.compare(incarnation, other.incarnation) : byNode;
  }
}
