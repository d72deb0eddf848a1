package chorus.cli.playground;

import chorus.cli.cluster.Readiness;
import chorus.cli.cluster.StatusReport;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Shows how nodes that come back fetch what they missed.
///
/// Progress is talk; the last lines, what it came to, are the answer.
final class CatchUpWatch {
  /// Without any progress for as long, the command gives up; the node goes on.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final PlaygroundDirectory playground;
  private final List<PlaygroundNode> chosen;
  private final Terminal terminal;
  private final Map<String, CatchUp> catchUps = new LinkedHashMap<>();
  private @Nullable StatusReport before;

  CatchUpWatch(PlaygroundDirectory playground, List<PlaygroundNode> chosen, Terminal terminal) {
    this.playground = playground;
    this.chosen = chosen;
    this.terminal = terminal;
  }

  /// Asks the others where the nodes stood, before they are started.
  void lookBefore() {
    before = look().orElse(null);
  }

  /// Returns when all chosen nodes have caught up in all databases.
  void untilCaughtUp(OutputOption output) {
    long lastProgress = System.nanoTime();
    long lastLine = System.nanoTime();
    String seen = "";
    while (!isDone()) {
      look().ifPresent(this::take);
      long now = System.nanoTime();
      String state = state();
      if (!state.equals(seen)) {
        seen = state;
        lastProgress = now;
      } else if (now - lastProgress > PATIENCE.toNanos()) {
        throw new CliFailure(
            ExitCode.FAILED,
            "no progress for %d s: %s".formatted(PATIENCE.toSeconds(), state),
            "the nodes run on; 'chorus status' shows them");
      }
      if (now - lastLine > BETWEEN_LINES.toNanos()) {
        lastLine = now;
        catchUps.values().forEach(each -> each.progress().ifPresent(terminal::talk));
      }
      Wait.step();
    }
    List<CatchUp.Summary> summaries =
        catchUps.values().stream().flatMap(each -> each.summary().stream()).toList();
    output.answer(
        terminal,
        () -> summaries.stream().map(CatchUp::text).collect(Collectors.joining("\n")),
        () -> summaries);
  }

  private boolean isDone() {
    return !catchUps.isEmpty() && catchUps.values().stream().allMatch(CatchUp::isDone);
  }

  private void take(StatusReport report) {
    for (PlaygroundNode node : chosen) {
      for (StatusReport.Database database : report.databases()) {
        if (database.node(node.id()).isPresent()) {
          take(node.id(), database.name(), report);
        }
      }
    }
  }

  private void take(String node, String database, StatusReport report) {
    CatchUp catchUp = catchUps.computeIfAbsent(node + " " + database, key -> begin(node, database));
    boolean isNew = catchUp.opening().isEmpty();
    catchUp.after(report);
    if (isNew) {
      catchUp.opening().ifPresent(terminal::talk);
    }
  }

  private CatchUp begin(String node, String database) {
    CatchUp catchUp = new CatchUp(node, database);
    if (before != null) {
      catchUp.before(before);
    }
    return catchUp;
  }

  private String state() {
    return catchUps.entrySet().stream()
        .map(each -> each.getKey() + " at LSN " + each.getValue().appliedLsn())
        .collect(Collectors.joining(", "));
  }

  /// A report, best from a node that was there all the time.
  private Optional<StatusReport> look() {
    List<PlaygroundNode> order = new ArrayList<>(playground.nodes());
    order.sort(Comparator.comparing(chosen::contains));
    return order.stream().flatMap(node -> Readiness.report(node.resp()).stream()).findFirst();
  }
}
