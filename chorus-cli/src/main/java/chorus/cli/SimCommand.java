package chorus.cli;

import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus sim`: whole clusters under faults, in virtual time.
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Runs whole clusters in one thread and in virtual time, under loss, delay, crashes, torn",
      "writes, pauses and partitions that a seed decides, and checks every law after every step.",
      "The same seed does the same again, on any machine."
    })
final class SimCommand {
  private SimCommand() {}

  static CommandLine with(Terminal terminal) {
    return new CommandLine(new SimCommand())
        .addSubcommand(new SimRunCommand(terminal))
        .addSubcommand(new SimReplayCommand(terminal))
        .addSubcommand(new SimTimeoutsCommand(terminal));
  }
}
