package chorus.testing;

import chorus.base.NodeId;
import chorus.definition.MemberAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the nodes of a test listen: the first one at 7001, 7101, 7201 and 7301.
public final class Addresses {
  private Addresses() {}

  public static MemberAddress of(int number) {
    int port = 7000 + number;
    return new MemberAddress("127.0.0.1", port, port + 100, port + 200, port + 300);
  }

  public static Map<NodeId, MemberAddress> of(List<NodeId> nodes) {
    Map<NodeId, MemberAddress> all = new TreeMap<>();
    nodes.forEach(each -> all.put(each, of(1 + nodes.indexOf(each))));
    return all;
  }
}
