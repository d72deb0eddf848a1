package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.cluster.Replacement;
import chorus.cli.cluster.Replacement.Step;
import chorus.cli.cluster.StatusReport;
import chorus.cli.cluster.StatusReport.Database;
import chorus.cli.cluster.Wait;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.Terminal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus node replace`. Each step is one that a person could take; whoever interrupts it calls it
/// again.
@Command(
    name = "replace",
    mixinStandardHelpOptions = true,
    description = {
      "Has a node take the place of another one, which is then removed.",
      "",
      "NEW belongs to the cluster already. It gets a replica of every database that OLD holds, while"
          + " clients go on; OLD hands over what it leads, gives its replicas up once NEW has them,"
          + " and is removed. OLD may be down. To interrupt this and call it again does no harm.",
      "A node that keeps its name and addresses, and only lost its data, needs none of this."
    })
final class NodeReplaceCommand implements Runnable {
  private static final Duration LOOK = Duration.ofMillis(300);

  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();

  @Parameters(index = "0", paramLabel = "OLD", description = "The node to be replaced, such as n1.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The node in its place, such as n4.")
  private String fresh = "";

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "How long all of it may take, in seconds. Default: ${DEFAULT-VALUE}.")
  private int timeout = 3600;

  NodeReplaceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      requireMembers(status(node));
      replace(node);
      node.change("CHORUS", "NODE", "REMOVE", old);
      terminal.talk(old + " belongs to the cluster no more, and ends by itself");
    }
  }

  private void requireMembers(StatusReport status) {
    if (old.equals(fresh)) {
      throw new CliFailure(ExitCode.USAGE, "a node does not take its own place");
    }
    for (String each : List.of(old, fresh)) {
      if (status.members().stream().noneMatch(it -> it.node().equals(each))) {
        throw new CliFailure(
            ExitCode.NOT_FOUND, "no node '" + each + "'", "'chorus node list' shows all");
      }
    }
  }

  private void replace(NodeClient node) {
    long until = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
    Map<String, String> said = new HashMap<>();
    while (true) {
      boolean open = false;
      String why = "";
      for (Database database : status(node).databases()) {
        Step step = Replacement.next(database, old, fresh);
        if (!(step instanceof Step.Done)) {
          open = true;
          why = database.name() + ": " + step.words();
          if (!step.words().equals(said.put(database.name(), step.words()))) {
            terminal.talk(why);
          }
        }
        if (step instanceof Step.Command(var words, String _)) {
          node.change(words.toArray(String[]::new));
        }
      }
      if (!open) {
        return;
      }
      if (System.nanoTime() - until > 0) {
        throw new CliFailure(
            ExitCode.OUTCOME_UNKNOWN,
            "not done after " + timeout + " s: " + why,
            "it goes on by itself; call this again to see it through");
      }
      Wait.step(LOOK);
    }
  }

  private StatusReport status(NodeClient node) {
    return StatusReport.read(Answer.text(node.read("CHORUS", "STATUS")), at.address().toString());
  }
}
