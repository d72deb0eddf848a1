package chorus.base;

/// The name of one node of a cluster, as the operator wrote it: `n1`, `n2`, ….
///
/// Ordered by text, so that every replica lists nodes alike.
public record NodeId(String name) implements Comparable<NodeId> {
  public NodeId {
    Require.that(!name.isEmpty() && name.length() <= 64, "a node id has 1 to 64 characters");
  }

  @Override
  public int compareTo(NodeId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
