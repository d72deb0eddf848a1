package chorus.cli.playground;

import chorus.cli.cluster.Readiness;
import chorus.cli.cluster.StatusReport;
import chorus.cli.cluster.Wait;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

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

  CatchUpWatch(PlaygroundDirectory playground, List<PlaygroundNode> chosen, Terminal terminal) {
    this.playground = playground;
    this.chosen = chosen;
    this.terminal = terminal;
  }

  /// Asks the other nodes where the chosen ones stand. To be called before and while they start.
  void lookFromOutside() {
    playground.nodes().stream()
        .filter(node -> !chosen.contains(node))
        .flatMap(node -> Readiness.report(node.resp()).stream())
        .findFirst()
        .ifPresent(report -> chosen.forEach(node -> take(node, report, CatchUp::seenByOthers)));
  }

  private void lookFromInside() {
    for (PlaygroundNode node : chosen) {
      Readiness.report(node.resp()).ifPresent(report -> take(node, report, CatchUp::seenByItself));
    }
  }

  /// Returns when all chosen nodes have caught up in all databases.
  void untilCaughtUp(OutputOption output) {
    long lastProgress = System.nanoTime();
    long lastLine = System.nanoTime();
    String seen = "";
    while (!isDone()) {
      lookFromInside();
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

  private void take(
      PlaygroundNode node, StatusReport report, BiConsumer<CatchUp, StatusReport> into) {
    for (StatusReport.Database database : report.databases()) {
      if (database.droppedUntil() == null && database.node(node.id()).isPresent()) {
        CatchUp catchUp =
            catchUps.computeIfAbsent(
                node.id() + " " + database.name(), key -> new CatchUp(node.id(), database.name()));
        boolean isNew = catchUp.opening().isEmpty();
        into.accept(catchUp, report);
        if (isNew) {
          catchUp.opening().ifPresent(terminal::talk);
        }
      }
    }
  }

  private String state() {
    return catchUps.values().stream().map(CatchUp::position).collect(Collectors.joining(", "));
  }
}
