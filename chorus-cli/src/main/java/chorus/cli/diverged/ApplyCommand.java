package chorus.cli.diverged;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus diverged apply`. The node that has a write sends it to the leader, and keeps it until it
/// is there.
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Does diverged writes again, node by node, one after another, the oldest first.",
      "",
      "A write is applied if its keys hold what they held before it. It is left alone if they hold"
          + " already what they held after it, or if its client's retry under CHORUS ONCE ran it."
          + " Either way it leaves the node, once a majority has it. Where a key holds something else it is"
          + " a conflict, and stays. A write that emptied the database is never done again.",
      "",
      "Exit code: 0 all done, 1 some stay, 4 a node did not answer or the outcome is unknown."
    })
final class ApplyCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "DB", description = "The database, by name or index.")
  private String wanted = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ALL|ID",
      description = "ALL, or the writes, such as n1:3/276.")
  private List<String> ids = List.of();

  @Option(
      names = "--overwrite",
      description = "Also where a key holds something else, which is lost then.")
  private boolean overwrite;

  ApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Chosen chosen = Chosen.of(ids);
    Nodes nodes = Nodes.of(at.address(), wanted);
    Applied applied = new Applied(nodes.database());
    switch (chosen) {
      case Chosen.All() -> nodes.each((node, client) -> applyAll(nodes, node, client, applied));
      case Chosen.These(var byNode) -> {
        nodes.check(byNode.keySet());
        byNode.forEach((node, all) -> nodes.on(node, client -> apply(node, client, all, applied)));
      }
    }
    output.answer(terminal, applied::text, () -> applied.json(nodes.unheard()));
    return nodes.end(terminal, applied.exitCode()).number();
  }

  private void applyAll(Nodes nodes, String node, NodeClient client, Applied applied) {
    Optional<String> after = Optional.of("0/0");
    while (after.isPresent() && !applied.isStopped()) {
      Map<String, Reply> answer = apply(client, List.of("ALL", "AFTER", after.get()));
      applied.add(node, answer);
      Answer.list(Answer.field(answer, "problems"))
          .forEach(problem -> nodes.fails(node, Answer.text(problem)));
      after = Answer.optional(Answer.field(answer, "next"));
    }
  }

  private void apply(String node, NodeClient client, List<String> all, Applied applied) {
    for (int from = 0; from < all.size() && !applied.isStopped(); from += Page.MOST) {
      List<String> some = all.subList(from, Math.min(all.size(), from + Page.MOST));
      applied.add(node, apply(client, some));
    }
  }

  private Map<String, Reply> apply(NodeClient client, List<String> which) {
    List<String> words = new ArrayList<>(List.of("CHORUS", "DIVERGED", "APPLY", wanted));
    words.addAll(which);
    if (overwrite) {
      words.add("OVERWRITE");
    }
    return Answer.map(client.change(words.toArray(String[]::new)));
  }
}
