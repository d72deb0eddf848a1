package chorus.cli.diverged;

import chorus.cli.cluster.AtOption;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus diverged list`.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the diverged writes of all nodes, the oldest of each node first.",
      "",
      "Exit code: 0 all nodes answered, 4 one did not."
    })
final class ListCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "DB",
      defaultValue = "",
      description = "The database, by name or index. Default: all.")
  private String wanted = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many writes of each node to show, at most 1000. Default: 100.")
  private int count;

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints.
  record View(int schemaVersion, List<Map<String, Object>> databases) {}

  /// What the nodes said of one database.
  private record Listing(Nodes nodes, List<Page> pages) {
    String text() {
      var lines = new StringJoiner("\n");
      lines.add(heading());
      TextTable table =
          new TextTable(
              Column.text("ID"),
              Column.text("AT"),
              Column.number("BY"),
              Column.text("KEYS"),
              Column.text(""));
      for (Page.Listed each : writes()) {
        table.add(
            each.head().id().toString(),
            each.head().at().toString(),
            Long.toString(each.head().by()),
            keys(each),
            each.head().note());
      }
      if (!writes().isEmpty()) {
        lines.add(table.render());
      }
      long left = pages.stream().mapToLong(Page::total).sum() - writes().size();
      if (left > 0) {
        lines.add("and %,d more".formatted(left));
      }
      return lines.toString();
    }

    private String heading() {
      String counts =
          pages.stream()
              .filter(page -> page.total() > 0)
              .map(page -> "%,d on %s".formatted(page.total(), page.node()))
              .collect(Collectors.joining(", "));
      return nodes.database()
          + (counts.isEmpty() ? ": no diverged writes" : ": diverged writes, " + counts);
    }

    private static String keys(Page.Listed write) {
      String named = write.keys().stream().map(ByteText::quoted).collect(Collectors.joining(" "));
      long more = write.keyCount() - write.keys().size();
      return more == 0 ? named : "%s and %,d more".formatted(named, more);
    }

    private List<Page.Listed> writes() {
      return pages.stream().flatMap(page -> page.writes().stream()).toList();
    }

    Map<String, Object> json() {
      Map<String, Object> totals = new LinkedHashMap<>();
      pages.forEach(page -> totals.put(page.node(), page.total()));
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", nodes.database());
      json.put("totals", totals);
      json.put("writes", writes().stream().map(Page.Listed::json).toList());
      json.put("unheard", nodes.unheard());
      return json;
    }
  }

  @Override
  public Integer call() {
    List<Nodes> databases =
        wanted.isEmpty() ? Nodes.ofEvery(at.address()) : List.of(Nodes.of(at.address(), wanted));
    List<Listing> all = databases.stream().map(this::listing).toList();
    output.answer(
        terminal,
        () -> all.stream().map(Listing::text).collect(Collectors.joining("\n\n")),
        () -> new View(1, all.stream().map(Listing::json).toList()));
    ExitCode code = ExitCode.OK;
    for (Nodes each : databases) {
      code = each.end(terminal, code);
    }
    return code.number();
  }

  private Listing listing(Nodes nodes) {
    List<Page> pages = new ArrayList<>();
    nodes.each((node, client) -> {
      Page page =
          Page.of(
              node, client, nodes.database(), Math.clamp(count, 1, Page.MOST), Optional.empty());
      page.problems().forEach(problem -> nodes.fails(node, problem));
      pages.add(page);
    });
    return new Listing(nodes, pages);
  }
}
