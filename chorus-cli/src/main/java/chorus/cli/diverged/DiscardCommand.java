package chorus.cli.diverged;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus diverged discard`. What is discarded are the writes that were counted before it asked:
/// one that is saved meanwhile stays.
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes diverged writes for good. Asks for the database's name first.",
      "",
      "Exit code: 0 deleted, 3 one was not there, 4 a node did not answer, 5 not confirmed."
    })
final class DiscardCommand implements Callable<Integer> {
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

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  private final SequencedMap<String, Long> discarded = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();

  DiscardCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints; `discarded` are the numbers of writes by node.
  record View(
      int schemaVersion,
      String database,
      Map<String, Long> discarded,
      List<String> missing,
      List<Nodes.Unheard> unheard) {}

  @Override
  public Integer call() {
    Chosen chosen = Chosen.of(ids);
    Nodes nodes = Nodes.of(at.address(), wanted);
    SequencedMap<String, List<String>> byNode =
        switch (chosen) {
          case Chosen.All() -> all(nodes);
          case Chosen.These(var these) -> these;
        };
    nodes.check(byNode.keySet());
    if (!byNode.isEmpty()) {
      confirm(nodes, byNode);
    }
    byNode.forEach((node, these) -> nodes.on(node, client -> discard(nodes, node, client, these)));
    output.answer(
        terminal,
        () -> text(nodes),
        () -> new View(1, nodes.database(), discarded, missing, nodes.unheard()));
    return nodes.end(terminal, missing.isEmpty() ? ExitCode.OK : ExitCode.NOT_FOUND).number();
  }

  private static SequencedMap<String, List<String>> all(Nodes nodes) {
    SequencedMap<String, List<String>> all = new LinkedHashMap<>();
    nodes.each((node, client) ->
        Page.every(
            nodes,
            node,
            client,
            page -> {
              if (!page.ids().isEmpty()) {
                all.computeIfAbsent(node, _ -> new ArrayList<>()).addAll(page.ids());
              }
            }));
    return all;
  }

  private void confirm(Nodes nodes, SequencedMap<String, List<String>> byNode) {
    String counts =
        byNode.entrySet().stream()
            .map(each -> "%,d on %s".formatted(each.getValue().size(), each.getKey()))
            .collect(Collectors.joining(", "));
    String name = nodes.database();
    if (yes) {
      return;
    }
    String typed =
        terminal.ask(
            "about to delete diverged writes of %s for good: %s%ntype %s to go on: "
                .formatted(name, counts, name));
    if (!typed.equals(name)) {
      throw new CliFailure(
          ExitCode.REFUSED_AS_UNSAFE,
          "not confirmed, nothing was discarded",
          "'chorus diverged export' saves them; --yes does not ask");
    }
  }

  private void discard(Nodes nodes, String node, NodeClient client, List<String> these) {
    for (int from = 0; from < these.size(); from += Page.MOST) {
      List<String> words =
          new ArrayList<>(List.of("CHORUS", "DIVERGED", "DISCARD", nodes.database()));
      words.addAll(these.subList(from, Math.min(these.size(), from + Page.MOST)));
      Map<String, Reply> answer = Answer.map(client.change(words.toArray(String[]::new)));
      discarded.merge(node, Answer.number(Answer.field(answer, "discarded")), Long::sum);
      Answer.list(Answer.field(answer, "missing"))
          .forEach(id -> missing.add(new WriteId(node, Answer.text(id)).toString()));
    }
  }

  private String text(Nodes nodes) {
    List<String> lines = new ArrayList<>();
    long sum = discarded.values().stream().mapToLong(Long::longValue).sum();
    lines.add("%,d diverged writes of %s are deleted".formatted(sum, nodes.database()));
    missing.forEach(id -> lines.add("! " + id + " is not there"));
    return String.join("\n", lines);
  }
}
