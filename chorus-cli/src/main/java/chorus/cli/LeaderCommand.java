package chorus.cli;

import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus leader`: who leads a database.
@Command(
    name = "leader",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Who leads a database, who shall, and who did.")
final class LeaderCommand {
  private LeaderCommand() {}

  static CommandLine with(Terminal terminal) {
    return new CommandLine(new LeaderCommand())
        .addSubcommand(new LeaderMoveCommand(terminal))
        .addSubcommand(new LeaderFailoverCommand(terminal))
        .addSubcommand(new LeaderHistoryCommand(terminal));
  }
}
