package chorus.cli;

import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus server`: one node of a cluster, as an operator runs it.
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs one node from its configuration file, or checks the file.")
final class ServerCommand {
  private ServerCommand() {}

  static CommandLine with(Terminal terminal, Cleanups cleanups) {
    return new CommandLine(new ServerCommand())
        .addSubcommand(new ServerStartCommand(cleanups))
        .addSubcommand(new ServerCheckConfigCommand(terminal));
  }
}
