package chorus.server.config;

import chorus.base.NodeId;
import java.net.InetSocketAddress;

/// One node of the cluster and where the others reach it: the ports of clients, peers, HTTP and
/// control traffic.
public record Member(NodeId id, String host, int resp, int peer, int http, int control) {
  /// Where its clients connect, as `host:port`; an IPv6 address stands in brackets.
  public String clientAddress() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + resp;
  }

  /// Where its peers connect.
  public InetSocketAddress peerAddress() {
    return new InetSocketAddress(host, peer);
  }
}
