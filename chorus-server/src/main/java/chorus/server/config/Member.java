package chorus.server.config;

import chorus.base.NodeId;
import chorus.definition.MemberAddress;
import java.net.InetSocketAddress;

/// One node of the cluster and where it is reached.
public record Member(NodeId id, MemberAddress address) {
  public Member(NodeId id, String host, int resp, int peer, int http, int control) {
    this(id, new MemberAddress(host, resp, peer, http, control));
  }

  public String host() {
    return address.host();
  }

  public int resp() {
    return address.resp();
  }

  public int peer() {
    return address.peer();
  }

  public int http() {
    return address.http();
  }

  public int control() {
    return address.control();
  }

  /// Where its peers connect.
  public InetSocketAddress peerAddress() {
    return peerAddress(address);
  }

  /// Where peers connect to whoever is reached at `address`.
  public static InetSocketAddress peerAddress(MemberAddress address) {
    return new InetSocketAddress(address.host(), address.peer());
  }
}
