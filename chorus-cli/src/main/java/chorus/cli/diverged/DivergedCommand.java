package chorus.cli.diverged;

import chorus.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `chorus diverged`: the writes that an election left behind.
@Command(
    name = "diverged",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Looks after the writes that an election left behind.",
      "",
      "A write that counted on its leader alone and was not shipped when another leader was chosen is"
          + " saved on the node that took it, with what each key held before and after. It stays there"
          + " until it is applied or discarded. All nodes of the cluster are asked. An id is the node,"
          + " the epoch and the position of the write: n1:3/276."
    })
public final class DivergedCommand {
  private DivergedCommand() {}

  public static CommandLine with(Terminal terminal) {
    return new CommandLine(new DivergedCommand())
        .addSubcommand(new ListCommand(terminal))
        .addSubcommand(new ShowCommand(terminal))
        .addSubcommand(new ApplyCommand(terminal))
        .addSubcommand(new ExportCommand(terminal))
        .addSubcommand(new DiscardCommand(terminal));
  }
}
