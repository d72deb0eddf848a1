package chorus.definition;

import chorus.base.Require;

/// Where a member of the cluster is reached: its host, and the ports of clients, peers, HTTP and
/// control traffic.
public record MemberAddress(String host, int resp, int peer, int http, int control) {
  public static final int LAST_PORT = 65_535;

  private static final String HOST = "[A-Za-z0-9.:_-]{1,255}";

  public MemberAddress {
    Require.that(isHost(host), "not a host", host);
    for (int port : new int[] {resp, peer, http, control}) {
      Require.that(isPort(port), "a port is 1 to 65535", port);
    }
  }

  /// Whether it may be the name or address of a host.
  public static boolean isHost(String text) {
    return text.matches(HOST);
  }

  public static boolean isPort(long number) {
    return number >= 1 && number <= LAST_PORT;
  }

  /// Where clients connect, as `host:port`; an IPv6 address stands in brackets.
  public String clients() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + resp;
  }

  /// Whether both listen at the same place in some way.
  public boolean collidesWith(MemberAddress other) {
    if (!host.equals(other.host)) {
      return false;
    }
    for (int port : new int[] {resp, peer, http, control}) {
      if (port == other.resp || port == other.peer || port == other.http || port == other.control) {
        return true;
      }
    }
    return false;
  }
}
