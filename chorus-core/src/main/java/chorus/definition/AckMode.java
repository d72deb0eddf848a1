package chorus.definition;

/// When a write of a single-leader database counts as done.
public enum AckMode {
  /// Fsynced on more than half of the replicas.
  MAJORITY("majority");

  private final String word;

  AckMode(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /// Copies, the leader's included, that must be fsynced before a write of this mode is
  /// acknowledged.
  public int copies(int replicas) {
    return switch (this) {
      case MAJORITY -> replicas / 2 + 1;
    };
  }
}
