package chorus.definition;

/// The replication model of a database.
public enum Model {
  SINGLE_LEADER("single-leader");

  private final String word;

  Model(String word) {
    this.word = word;
  }

  /// The word that users read and write.
  public String word() {
    return word;
  }
}
