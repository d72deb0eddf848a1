package chorus.cli.playground;

import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus playground`: a cluster to break.
@Command(
    name = "playground",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "A cluster of real processes on this machine, to kill, pause and bring back.",
      "It stays when the shell ends; 'rm' ends and deletes it. Nothing asks back."
    },
    footerHeading = "%nA first round:%n",
    footer = {
      "  chorus playground up",
      "  redis-cli -p 7001 set k v",
      "  chorus playground kill n1       the leader, perhaps: 'chorus status' knows",
      "  redis-cli -p 7002 get k",
      "  chorus playground start n1 --wait",
      "  chorus verify --at 127.0.0.1:7002",
      "  chorus playground rm"
    })
public final class PlaygroundCommand {
  private PlaygroundCommand() {}

  /// The command with its subcommands.
  public static CommandLine with(Terminal terminal, Cleanups cleanups) {
    return new CommandLine(new PlaygroundCommand())
        .addSubcommand(new UpCommand(terminal, cleanups))
        .addSubcommand(new AddCommand(terminal, cleanups))
        .addSubcommand(new PsCommand(terminal))
        .addSubcommand(new KillCommand(terminal))
        .addSubcommand(new PauseCommand(terminal))
        .addSubcommand(new ResumeCommand(terminal))
        .addSubcommand(new CutCommand(terminal))
        .addSubcommand(new HealCommand(terminal))
        .addSubcommand(new StopCommand(terminal))
        .addSubcommand(new StartCommand(terminal, cleanups))
        .addSubcommand(new RmCommand(terminal));
  }
}
