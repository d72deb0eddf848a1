package chorus.base;

/// The name of one node of a cluster, as the operator wrote it: `n1`, `n2`, ….
///
/// Ordered by text, so that every replica lists nodes alike.
public record NodeId(String name) implements Comparable<NodeId> {
  public NodeId {
    Require.that(!name.isEmpty() && name.length() <= 64, "a node id has 1 to 64 characters");
  }

  /// Whether somebody may call a node so: 1 to 64 of `A-Z a-z 0-9 . _ -`.
  public static boolean isName(String text) {
    return text.matches("[A-Za-z0-9_.-]{1,64}");
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
