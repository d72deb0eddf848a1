package chorus.cli;

import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus leader`: who leads a database.
@Command(
    name = "leader",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Moves the leadership of databases.")
final class LeaderCommand {
  private LeaderCommand() {}

  static CommandLine with(Terminal terminal) {
    return new CommandLine(new LeaderCommand()).addSubcommand(new LeaderMoveCommand(terminal));
  }
}
