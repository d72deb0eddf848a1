package chorus.definition;

/// When a write of a single-leader database counts as done. *On* a node means fsynced there.
public enum AckMode {
  /// On more than half of the replicas.
  MAJORITY("majority"),

  /// On the leader and on one follower, the synchronous one; another takes its place if it fails.
  SEMI_SYNC("semi-sync"),

  /// On every replica that the database is configured to have, whether it is up or not.
  ALL("all"),

  /// On the leader. What it has not shipped yet is not on any other replica: a failover leaves it
  /// behind, and it is saved where it is.
  ASYNC("async");

  private final String word;

  AckMode(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
