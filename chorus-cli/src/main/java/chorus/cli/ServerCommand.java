package chorus.cli;

import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus server`: one node of a cluster, as an operator runs it.
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks the configuration file of a node.")
final class ServerCommand {
  private ServerCommand() {}

  static CommandLine with(Terminal terminal) {
    return new CommandLine(new ServerCommand())
        .addSubcommand(new ServerCheckConfigCommand(terminal));
  }
}
