package chorus.cli;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.Json;
import chorus.cli.terminal.Nearest;
import chorus.cli.terminal.OutputFormat;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import chorus.definition.Model;
import chorus.sim.SimResult;
import chorus.sim.Simulations;
import chorus.sim.check.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `chorus sim run`.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs seeds and reports each that breaks a law, with the command that replays it.",
      "Exit code: 0 none did, 1 one did. JSON is a list of {seed, trace, violations}."
    })
final class SimRunCommand implements Callable<Integer> {
  /// The answer for one seed in JSON.
  record Seed(long seed, String trace, List<Violation> violations) {}

  private static final int TALK_EVERY = 100;

  private final Terminal terminal;
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many. Default: 100.")
  private int seeds = 100;

  @Option(
      names = "--from",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "The first. Default: 1.")
  private long from = 1;

  @Option(
      names = "--model",
      paramLabel = "M",
      defaultValue = "single-leader",
      description = "The replication model: single-leader (the default).")
  private String model = "single-leader";

  private int done;

  SimRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw new CliFailure(ExitCode.USAGE, "--seeds is %d, must be 1 or more".formatted(seeds));
    }
    Model chosen = model();
    int threads = Runtime.getRuntime().availableProcessors();
    if (output.format() == OutputFormat.JSON) {
      terminal.answer("[");
    }
    Simulations.Summary summary = Simulations.run(from, seeds, chosen, threads, this::show);
    switch (output.format()) {
      case TABLE -> {
        terminal.answer(faults(summary));
        terminal.answer("");
        terminal.answer(markers(summary));
        terminal.answer("");
        terminal.answer(summary.line());
      }
      case JSON -> {
        terminal.answer("]");
        terminal.talk(summary.line());
      }
    }
    return (summary.isClean() ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private static String faults(Simulations.Summary summary) {
    TextTable table = new TextTable(Column.text("FAULT"), Column.number("TIMES"));
    summary
        .faultsByKind()
        .forEach((fault, times) -> table.add(fault.words(), "%,d".formatted(times)));
    table.add("(changes of leader)", "%,d".formatted(summary.failovers()));
    return table.render();
  }

  private static String markers(Simulations.Summary summary) {
    TextTable table = new TextTable(Column.text("REACHED"), Column.number("SEEDS"));
    summary.markers().forEach((marker, seeds) -> table.add(marker.words(), "%,d".formatted(seeds)));
    return table.render();
  }

  private void show(SimResult result) {
    done++;
    switch (output.format()) {
      case TABLE -> violations(result).forEach(terminal::answer);
      case JSON ->
          terminal.answer(
              Json.write(new Seed(result.seed(), result.traceHex(), result.violations()))
                  + (done < seeds ? "," : ""));
    }
    if (done % TALK_EVERY == 0 && done < seeds) {
      terminal.talk("%,d of %,d seeds".formatted(done, seeds));
    }
  }

  /// The laws that a seed broke, and how to see it happen again; no line if it is clean.
  static List<String> violations(SimResult result) {
    if (result.isClean()) {
      return List.of();
    }
    String first = "seed %d broke %d laws".formatted(result.seed(), result.violations().size());
    return Stream.of(
            List.of(first + ", replay it: ./chorus sim replay " + result.seed()),
            result.violations().stream().map(each -> "  " + each).toList())
        .flatMap(List::stream)
        .toList();
  }

  private Model model() {
    List<String> known = Arrays.stream(Model.values()).map(Model::word).toList();
    return Arrays.stream(Model.values())
        .filter(each -> each.word().equals(model))
        .findFirst()
        .orElseThrow(() ->
            new CliFailure(
                ExitCode.USAGE,
                "no model '%s'; there is %s".formatted(model, String.join(", ", known)),
                Nearest.to(model, known).map(each -> "did you mean " + each + "?").orElse("")));
  }
}
