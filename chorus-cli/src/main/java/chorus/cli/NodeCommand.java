package chorus.cli;

import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus node`: who belongs to the cluster.
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Who belongs to the cluster.",
      "A node joins by itself: 'join' in its configuration names a running one."
    })
final class NodeCommand {
  private NodeCommand() {}

  static CommandLine with(Terminal terminal) {
    return new CommandLine(new NodeCommand())
        .addSubcommand(new NodeListCommand(terminal))
        .addSubcommand(new NodeReplaceCommand(terminal))
        .addSubcommand(new NodeRemoveCommand(terminal));
  }
}
