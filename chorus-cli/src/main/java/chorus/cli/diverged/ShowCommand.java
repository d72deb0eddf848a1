package chorus.cli.diverged;

import chorus.cli.cluster.AtOption;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `chorus diverged show`.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows diverged writes: what each key held before and after.",
      "",
      "Exit code: 0 shown, 3 one is not there, 4 a node did not answer."
    })
final class ShowCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "DB", description = "The database, by name or index.")
  private String wanted = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ID",
      description = "The writes, such as n1:3/276.")
  private List<String> ids = List.of();

  ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints.
  record View(int schemaVersion, String database, List<Map<String, Object>> writes) {}

  @Override
  public Integer call() {
    Nodes nodes = Nodes.of(at.address(), wanted);
    List<Shown> found = new ArrayList<>();
    for (String each : ids) {
      WriteId id = WriteId.of(each);
      nodes.check(List.of(id.node()));
      nodes.on(
          id.node(),
          client -> Shown.each(id.node(), client, nodes.database(), List.of(id.at()), found::add));
    }
    if (found.isEmpty() && nodes.unheard().isEmpty()) {
      throw new CliFailure(
          ExitCode.NOT_FOUND,
          "no such diverged write of " + nodes.database(),
          "'chorus diverged list " + nodes.database() + "' shows all");
    }
    output.answer(
        terminal,
        () -> found.stream().map(Shown::text).collect(Collectors.joining("\n\n")),
        () -> new View(1, nodes.database(), found.stream().map(Shown::json).toList()));
    return nodes
        .end(terminal, found.size() == ids.size() ? ExitCode.OK : ExitCode.NOT_FOUND)
        .number();
  }
}
