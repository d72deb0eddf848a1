package chorus.server.config;

/// A node of a running cluster, by the address of its clients: a new node asks it to be added.
public record Seed(String host, int port) {
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
