package chorus.cli;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.Json;
import chorus.cli.terminal.OutputFormat;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import chorus.sim.timeouts.Measured;
import chorus.sim.timeouts.TimeoutTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `chorus sim timeouts`.
@Command(
    name = "timeouts",
    mixinStandardHelpOptions = true,
    description = {
      "Measures in virtual time what a detection timeout costs: leaders that were given up though",
      "they lived, per hour, and the time from a leader's death to the next acknowledged write.",
      "The same options give the same table, on any machine. JSON has one object for each row."
    })
final class SimTimeoutsCommand implements Callable<Integer> {
  /// One row in JSON.
  record Row(
      long detectionMillis,
      String under,
      double falsePerHour,
      int deaths,
      long medianMillis,
      long p99Millis) {
    static Row of(Measured each) {
      return new Row(
          each.detection().toMillis(),
          each.condition().word(),
          each.falsePerHour(),
          each.recoveries().size(),
          each.percentile(50),
          each.percentile(99));
    }
  }

  private final Terminal terminal;
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--detection",
      paramLabel = "MS",
      split = ",",
      description = "Timeouts in milliseconds. Default: 250,500,1000,2000,5000.")
  private List<Long> detections = List.of();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Virtual minutes for each row. Default: 10.")
  private int minutes = 10;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Decides everything else. Default: 1.")
  private long seed = 1;

  SimTimeoutsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (minutes < 1 || detections.stream().anyMatch(each -> each < 1)) {
      throw new CliFailure(ExitCode.USAGE, "--minutes and --detection must be 1 or more");
    }
    List<Duration> timeouts =
        detections.isEmpty()
            ? TimeoutTable.STANDARD
            : detections.stream().map(Duration::ofMillis).toList();
    List<Measured> rows = new ArrayList<>();
    TimeoutTable.run(
        timeouts,
        Duration.ofMinutes(minutes),
        seed,
        Runtime.getRuntime().availableProcessors(),
        each -> {
          rows.add(each);
          terminal.talk(String.join(", ", each.row()));
        });
    terminal.answer(
        output.format() == OutputFormat.JSON
            ? Json.write(rows.stream().map(Row::of).toList())
            : table(rows));
    return ExitCode.OK.number();
  }

  private static String table(List<Measured> rows) {
    Column[] columns =
        Measured.HEADER.stream()
            .map(name -> name.equals("UNDER") ? Column.text(name) : Column.number(name))
            .toArray(Column[]::new);
    TextTable table = new TextTable(columns);
    rows.forEach(each -> table.add(each.row().toArray(String[]::new)));
    return table.render();
  }
}
