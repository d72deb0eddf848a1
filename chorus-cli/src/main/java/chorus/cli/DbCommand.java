package chorus.cli;

import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus db`: databases and their definitions.
@Command(
    name = "db",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Creates and drops databases, and shows how they are defined.")
final class DbCommand {
  private DbCommand() {}

  static CommandLine with(Terminal terminal) {
    return new CommandLine(new DbCommand())
        .addSubcommand(new DbCreateCommand(terminal))
        .addSubcommand(new DbAlterCommand(terminal))
        .addSubcommand(new DbMoveCommand(terminal))
        .addSubcommand(new DbDropCommand(terminal))
        .addSubcommand(new DbUndropCommand(terminal))
        .addSubcommand(new DbListCommand(terminal))
        .addSubcommand(new DbShowCommand(terminal));
  }
}
