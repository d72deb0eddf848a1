package chorus.command.server;

import chorus.command.CommandSpec;
import java.util.List;

/// The rows of the table for the commands on the node and what it offers.
public final class ServerCommands {
  private ServerCommands() {}

  public static List<CommandSpec> rows() {
    return List.of();
  }
}
