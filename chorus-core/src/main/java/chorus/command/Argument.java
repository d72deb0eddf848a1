package chorus.command;

import java.util.List;
import java.util.Optional;

/// One argument as COMMAND DOCS describes it.
///
/// `token` is the word that must stand before the value (or is the whole argument). `parts` are the
/// alternatives of a `oneof` and the members of a `block`. `tokenEachTime`: where it is repeated,
/// its token is too.
public record Argument(
    String name,
    Kind kind,
    Optional<String> token,
    boolean optional,
    boolean multiple,
    boolean tokenEachTime,
    List<Argument> parts) {
  /// What stands in the place of an argument.
  public enum Kind {
    KEY("key"),
    STRING("string"),
    INTEGER("integer"),
    DOUBLE("double"),
    UNIX_TIME("unix-time"),
    PATTERN("pattern"),
    PURE_TOKEN("pure-token"),
    ONE_OF("oneof"),
    BLOCK("block");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public Argument {
    parts = List.copyOf(parts);
  }
}
