package chorus.command.key;

import chorus.command.CommandSpec;
import java.util.List;

/// The rows of the table for the commands on keys of every type, and the keyspace.
public final class KeyCommands {
  private KeyCommands() {}

  public static List<CommandSpec> rows() {
    return List.of();
  }
}
