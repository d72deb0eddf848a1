package chorus.command.string;

import chorus.command.CommandSpec;
import java.util.List;

/// The rows of the table for the commands on strings.
public final class StringCommands {
  private StringCommands() {}

  public static List<CommandSpec> rows() {
    return List.of();
  }
}
