package chorus.definition;

/// Which storage engine holds the rows. Both are durable through the log.
public enum Engine {
  ROCKSDB("rocksdb"),
  MEMORY("memory");

  private final String word;

  Engine(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
