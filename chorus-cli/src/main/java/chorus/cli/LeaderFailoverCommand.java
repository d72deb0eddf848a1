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

/// `chorus leader failover`. What may be lost is said before anything is done.
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = {
      "Has a new leader chosen for a database that nobody leads.",
      "",
      "Databases made with --failover manual wait for it when their leader is gone. The most"
          + " up-to-date replica is chosen, and no acknowledged write is lost. Where too few intact"
          + " replicas answer for that to be certain it is refused (exit 5), and says what is known."
          + " The control plane and a majority of the nodes must answer in any case."
    })
final class LeaderFailoverCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String database = "";

  @Option(
      names = "--force",
      description = "Also where acknowledged writes may be lost; says first what is known of that.")
  private boolean force;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      description = "How long to wait until somebody serves, in milliseconds. Default: 10000.")
  private @Nullable Integer timeout;

  @Option(names = "--dry-run", description = "Says what would happen, and changes nothing.")
  private boolean dryRun;

  LeaderFailoverCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints. `epoch` is null in a dry run, `lsn` otherwise: the end of the log of
  /// who would lead. `loss` is null where no acknowledged write can be lost.
  record View(
      String database,
      @Nullable String from,
      String to,
      boolean done,
      @Nullable Long epoch,
      @Nullable Long lsn,
      @Nullable String loss) {}

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      if (force && !dryRun) {
        warn(view(node.read(words("DRYRUN")), true));
      }
      View view =
          dryRun ? view(node.read(words("DRYRUN")), true) : view(node.change(words()), false);
      output.answer(terminal, () -> sentence(view), () -> view);
    }
  }

  private void warn(View plan) {
    if (plan.loss != null) {
      terminal.talk("about to force a leader: " + plan.loss);
    }
  }

  private String[] words(String... more) {
    List<String> words = new ArrayList<>(List.of("CHORUS", "LEADER", "FAILOVER", database));
    if (force) {
      words.add("FORCE");
    }
    if (timeout != null) {
      words.add("TIMEOUT");
      words.add(timeout.toString());
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static View view(Reply reply, boolean planned) {
    Map<String, Reply> fields = Answer.map(reply);
    return new View(
        Answer.text(Answer.field(fields, "database")),
        text(fields, "from"),
        Answer.text(Answer.field(fields, "to")),
        !planned,
        planned ? null : Answer.number(Answer.field(fields, "epoch")),
        planned ? Answer.number(Answer.field(fields, "lsn")) : null,
        text(fields, "loss"));
  }

  private static @Nullable String text(Map<String, Reply> fields, String name) {
    Reply value = Answer.field(fields, name);
    return Answer.isNull(value) ? null : Answer.text(value);
  }

  private static String sentence(View view) {
    String before = view.from == null ? "nobody" : view.from;
    String sentence =
        view.done
            ? "%s is led by %s, in epoch %d (before: %s)"
                .formatted(view.database, view.to, view.epoch, before)
            : "%s would presumably be led by %s, whose log ends at LSN %d (before: %s)"
                .formatted(view.database, view.to, view.lsn, before);
    return view.loss == null ? sentence : sentence + "\n" + view.loss;
  }
}
