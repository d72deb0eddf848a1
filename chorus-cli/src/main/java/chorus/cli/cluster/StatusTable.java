package chorus.cli.cluster;

import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A status report for a tired person: a heading per database, below it a row per node, and a word
/// wherever something is wrong.
public final class StatusTable {
  private StatusTable() {}

  public static String of(StatusReport report) {
    if (report.databases().isEmpty()) {
      return "no databases yet";
    }
    String sections =
        report.databases().stream().map(StatusTable::section).collect(Collectors.joining("\n\n"));
    return sections + clocks(report);
  }

  private static String clocks(StatusReport report) {
    return report.members().stream()
        .filter(each -> each.clockAheadMillis() != null)
        .map(each ->
            "\n\n! the clock of %s is off by %+d ms: what it leads does not expire, set it right"
                .formatted(each.node(), each.clockAheadMillis()))
        .collect(Collectors.joining());
  }

  private static String section(StatusReport.Database database) {
    return heading(database) + "\n" + rows(database) + warning(database);
  }

  private static String warning(StatusReport.Database database) {
    return leadership(database) + moves(database) + diverged(database);
  }

  private static String leadership(StatusReport.Database database) {
    Long until = database.droppedUntil();
    if (until != null) {
      return "\n! dropped, and gone for good after %s; './chorus db undrop %s' brings it back"
          .formatted(Instant.ofEpochMilli(until), database.name());
    }
    if (database.leader() == null && database.model().equals("single-leader")) {
      return "\n! no leader: writes and strong reads wait, then answer NOQUORUM";
    }
    String next = database.next();
    String degraded = database.degraded();
    return (next == null
            ? ""
            : "\n! ack=" + next + " is wanted, and comes into force when it can be kept")
        + (degraded == null
            ? ""
            : "\n! " + degraded + consequence(String.valueOf(database.onDegrade())));
  }

  private static String consequence(String onDegrade) {
    return switch (onDegrade) {
      case "wait" -> ": new writes wait, reads go on";
      case "async-loud" -> "";
      default -> ": new writes answer NOREPLICAS, reads go on";
    };
  }

  /// Which nodes are to join and to leave.
  private static String moves(StatusReport.Database database) {
    return line(database, database.joining(), "joins once it has caught up")
        + line(database, database.leaving(), "leaves as soon as enough others can do without it");
  }

  private static String line(
      StatusReport.Database database, @Nullable List<String> nodes, String what) {
    if (nodes == null || nodes.isEmpty()) {
      return "";
    }
    return nodes.stream()
        .map(each ->
            each.equals(database.leader())
                ? "\n! %s leaves once another leads: './chorus leader move %s'"
                    .formatted(each, database.name())
                : "\n! %s %s".formatted(each, what))
        .collect(Collectors.joining());
  }

  /// What elections left behind, until somebody has looked after it.
  private static String diverged(StatusReport.Database database) {
    Long total = database.diverged();
    if (total == null || total == 0) {
      return "";
    }
    String nodes =
        database.nodes().stream()
            .filter(each -> each.diverged() != null && each.diverged() > 0)
            .map(each -> "%s on %s".formatted(number(each.diverged()), each.node()))
            .collect(Collectors.joining(", "));
    return "\n! %s diverged writes, left behind by an election: %s; see './chorus diverged list %s'"
        .formatted(number(total), nodes.isEmpty() ? "on a silent node" : nodes, database.name());
  }

  private static String heading(StatusReport.Database database) {
    return "%s  index=%d  model=%s  ack=%s  epoch=%s  leader=%s  promise: %s"
        .formatted(
            database.name(),
            database.index(),
            database.model(),
            database.ack(),
            database.epoch() == null ? "-" : database.epoch(),
            database.leader() == null ? "none" : database.leader(),
            promise(database));
  }

  /// The promise without the database's name, which stands at the head of the line.
  private static String promise(StatusReport.Database database) {
    String name = database.name() + ": ";
    return database.promise().startsWith(name)
        ? database.promise().substring(name.length())
        : database.promise();
  }

  private static String rows(StatusReport.Database database) {
    TextTable table =
        new TextTable(
            Column.text("NODE"),
            Column.text("ROLE"),
            Column.text("STATE"),
            Column.text("SYNC"),
            Column.number("LAST"),
            Column.number("DURABLE"),
            Column.number("COMMITTED"),
            Column.number("APPLIED"),
            Column.number("LAG LSN"),
            Column.number("LAG BYTES"),
            Column.number("LAG MS"),
            Column.text(""));
    for (StatusReport.Node node : database.nodes()) {
      table.add(
          node.node(),
          node.role(),
          node.state(),
          node.sync() == null ? "?" : node.sync() ? "yes" : "no",
          number(node.lastLsn()),
          number(node.durableLsn()),
          number(node.commitLsn()),
          number(node.appliedLsn()),
          number(node.lagLsn()),
          number(node.lagBytes()),
          number(node.lagMillis()),
          note(node));
    }
    return table.render();
  }

  private static String note(StatusReport.Node node) {
    if ("rebuilding".equals(node.disk()) && !node.state().equals("snapshot")) {
      return "! its rows were damaged, it makes them again";
    }
    if ("damaged".equals(node.disk())) {
      return "! its log is damaged and could not be repaired yet";
    }
    if ("stalled".equals(node.disk())) {
      return "! its disk does not answer";
    }
    boolean needsSnapshot = node.needsSnapshot() != null && node.needsSnapshot();
    return switch (node.state()) {
      case "unreachable" -> "! not heard of" + (needsSnapshot ? ", will need a snapshot" : "");
      case "snapshot" ->
          "! takes a snapshot, %s bytes so far".formatted(number(node.copiedBytes()));
      default -> needsSnapshot ? "! needs a snapshot" : "";
    };
  }

  /// Digits in groups of three; `?` for what the cluster does not know.
  private static String number(@Nullable Long value) {
    return value == null ? "?" : String.format(Locale.ROOT, "%,d", value);
  }
}
