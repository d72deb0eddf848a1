package chorus.command.hash;

import chorus.command.CommandSpec;
import java.util.List;

/// The rows of the table for the commands on hashes.
public final class HashCommands {
  private HashCommands() {}

  public static List<CommandSpec> rows() {
    return List.of();
  }
}
