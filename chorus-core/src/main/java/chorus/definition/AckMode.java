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
  ASYNC("async"),

  /// As in [#ALL], and records travel from replica to replica: each is sent them by the one before
  /// it, and the leader, which is first, sends them once.
  CHAIN("chain");

  private final String word;

  AckMode(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
