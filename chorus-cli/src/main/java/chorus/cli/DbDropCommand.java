package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus db drop`. Whoever drops a database types its name twice.
@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    description = {
      "Drops a database. Asks for its name again.",
      "",
      "Nobody can read or write it from then on. For a day, or what limits.undrop says, 'chorus db"
          + " undrop' brings it back with everything in it; until then its name and index stay taken."
          + " After that it is deleted on all nodes.",
      "",
      "Exit code: 0 dropped, 2 nobody there to ask, 3 no such database, 5 not confirmed."
    })
final class DbDropCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String wanted = "";

  @Option(
      names = "--yes-drop",
      paramLabel = "NAME",
      description = "Does not ask: this is the name, once more. For scripts.")
  private @Nullable String typed;

  DbDropCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      DatabaseView found = DatabaseView.of(Answer.map(node.read("CHORUS", "DB", "SHOW", wanted)));
      confirm(found);
      DatabaseView dropped =
          DatabaseView.of(Answer.map(node.change("CHORUS", "DB", "DROP", found.name())));
      output.answer(terminal, () -> dropped.warning().strip(), () -> dropped);
    }
  }

  private void confirm(DatabaseView found) {
    String name = found.name();
    String again = Objects.requireNonNullElseGet(typed, () -> ask(found));
    if (again.isEmpty()) {
      throw new CliFailure(
          ExitCode.USAGE,
          "nobody confirmed, nothing was dropped",
          "in a script: --yes-drop " + name);
    }
    if (!again.equals(name)) {
      throw new CliFailure(
          ExitCode.REFUSED_AS_UNSAFE,
          "'%s' is not '%s', nothing was dropped".formatted(again, name));
    }
  }

  private String ask(DatabaseView found) {
    String plain =
        found.index() == 0 ? "\nindex 0 is where clients are that do not say SELECT" : "";
    return terminal.ask(
        "about to drop %s (index %d) with all that is in it%s%ntype %s to go on: "
            .formatted(found.name(), found.index(), plain, found.name()));
  }
}
