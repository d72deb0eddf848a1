package chorus.command.chorus;

import chorus.command.CommandSpec;
import java.util.List;

/// The rows of the table for the commands on Chorus itself.
public final class ChorusCommands {
  private ChorusCommands() {}

  public static List<CommandSpec> rows() {
    return List.of();
  }
}
