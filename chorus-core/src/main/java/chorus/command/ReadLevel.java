package chorus.command;

import chorus.resp.Bytes;
import java.util.Optional;

/// How new the answer of a read must be.
public enum ReadLevel {
  /// The newest committed state: the leader answers. The default.
  STRONG("strong"),
  /// What the node at hand has applied, which may be old.
  EVENTUAL("eventual");

  private final String word;

  ReadLevel(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /// The level of this name, in any case.
  public static Optional<ReadLevel> of(Bytes word) {
    for (ReadLevel level : values()) {
      if (Words.same(word, level.word)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
