package chorus.cli.cluster;

/// The ports of a cluster on one machine that starts at port P: node k listens at P + k - 1 for
/// clients and a fixed distance above for everything else.
public record ClusterPorts(int first) {
  /// Nodes that such a cluster may have: the distances are a hundred, but more than nine processes
  /// on one machine show nothing that nine do not.
  public static final int MAX_NODES = 9;

  private static final int PEER = 100;
  private static final int HTTP = 200;
  private static final int CONTROL = 300;

  /// The highest first port that leaves room for all others below 65,536.
  public static final int MAX_FIRST = 65_535 - CONTROL - MAX_NODES;

  public int resp(int node) {
    return first + node - 1;
  }

  public int peer(int node) {
    return resp(node) + PEER;
  }

  public int http(int node) {
    return resp(node) + HTTP;
  }

  public int control(int node) {
    return resp(node) + CONTROL;
  }

  /// The id of node k.
  public static String id(int node) {
    return "n" + node;
  }
}
