package chorus.command.connection;

import chorus.command.CommandSpec;
import java.util.List;

/// The rows of the table for the commands on the connection.
public final class ConnectionCommands {
  private ConnectionCommands() {}

  public static List<CommandSpec> rows() {
    return List.of();
  }
}
