package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus leader move`. The cluster judges whether it is safe, so that every client hears the
/// same.
@Command(
    name = "move",
    mixinStandardHelpOptions = true,
    description = {
      "Moves the leadership of a database to another node, as planned.",
      "",
      "The node first gets what it lacks. Then commands are held for a moment, not refused, and go on"
          + " at the new leader. No acknowledged write is lost. A move that would stall is refused,"
          + " with the reason and an alternative (exit 5)."
    })
final class LeaderMoveCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String database = "";

  @Option(names = "--to", paramLabel = "NODE", required = true, description = "Who shall lead.")
  private String to = "";

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      description = "How long NODE may take to catch up, in milliseconds. Default: 10000.")
  private @Nullable Integer timeout;

  @Option(names = "--dry-run", description = "Says what would happen, and changes nothing.")
  private boolean dryRun;

  LeaderMoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints. `epoch` is null in a dry run, `behind` otherwise.
  record View(
      String database,
      String from,
      String to,
      boolean moved,
      @Nullable Long epoch,
      @Nullable Long behind) {}

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      View view = view(Answer.map(node.change(words())));
      output.answer(terminal, () -> sentence(view), () -> view);
    }
  }

  private String[] words() {
    List<String> words = new ArrayList<>(List.of("CHORUS", "LEADER", "MOVE", database, "TO", to));
    if (timeout != null) {
      words.add("TIMEOUT");
      words.add(timeout.toString());
    }
    if (dryRun) {
      words.add("DRYRUN");
    }
    return words.toArray(String[]::new);
  }

  private View view(Map<String, Reply> fields) {
    return new View(
        Answer.text(Answer.field(fields, "database")),
        Answer.text(Answer.field(fields, "from")),
        Answer.text(Answer.field(fields, "to")),
        !dryRun,
        dryRun ? null : Answer.number(Answer.field(fields, "epoch")),
        dryRun ? Answer.number(Answer.field(fields, "behind")) : null);
  }

  private static String sentence(View view) {
    return view.moved
        ? "%s is led by %s, in epoch %d (before: %s)"
            .formatted(view.database, view.to, view.epoch, view.from)
        : "%s would be led by %s instead of %s; it lacks %d records, which it would get first"
            .formatted(view.database, view.to, view.from, view.behind);
  }
}
