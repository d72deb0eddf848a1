package chorus.cli.cluster;

import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Comparisons as text and as JSON.
public final class ComparisonTable {
  private ComparisonTable() {}

  public static String text(List<Comparison> comparisons) {
    return comparisons.stream().map(ComparisonTable::section).collect(Collectors.joining("\n\n"));
  }

  private static String section(Comparison comparison) {
    TextTable table =
        new TextTable(
            Column.text("NODE"),
            Column.number("APPLIED"),
            Column.number("KEYS"),
            Column.text("HASH"),
            Column.text("STORED ROWS"),
            Column.text("RESULT"));
    for (ReplicaView view : comparison.views()) {
      table.add(
          view.node(),
          number(view.applied()),
          number(view.keys()),
          comparison.hash(view),
          view.isWhole() ? "agree" : "DISAGREE",
          comparison.result(view));
    }
    comparison.absent().forEach(node -> table.add(node, "?", "?", "?", "?", "not reached"));
    List<String> lines = new ArrayList<>();
    lines.add(heading(comparison));
    lines.add(table.render());
    for (ReplicaView view : comparison.views()) {
      view.repaired().forEach(what -> lines.add("+ " + view.node() + " repaired " + what));
      view.problems().forEach(problem -> lines.add("! " + view.node() + ": " + problem));
    }
    return String.join("\n", lines);
  }

  private static String heading(Comparison comparison) {
    String verdict =
        switch (comparison.verdict()) {
          case EQUAL -> "equal on all nodes";
          case DIFFERENT -> "DIFFERENT";
          case UNFINISHED -> "not finished, nothing wrong seen";
        };
    OptionalLong lsn = comparison.lsn();
    String where = lsn.isPresent() ? " at LSN " + number(lsn.getAsLong()) : "";
    return comparison.database() + ": " + verdict + where;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  public static Map<String, Object> json(List<Comparison> comparisons) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 1);
    json.put("databases", comparisons.stream().map(ComparisonTable::database).toList());
    return json;
  }

  private static Map<String, Object> database(Comparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", comparison.database());
    json.put("verdict", comparison.verdict().name().toLowerCase(Locale.ROOT));
    OptionalLong lsn = comparison.lsn();
    json.put("lsn", lsn.isPresent() ? lsn.getAsLong() : null);
    json.put("nodes", comparison.views().stream().map(view -> node(comparison, view)).toList());
    json.put("absent", comparison.absent());
    return json;
  }

  private static Map<String, Object> node(Comparison comparison, ReplicaView view) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", view.node());
    json.put("appliedLsn", view.applied());
    json.put("keys", view.keys());
    json.put("hash", comparison.hash(view));
    json.put("storedRows", view.isWhole() ? "agree" : "disagree");
    json.put("result", comparison.result(view));
    json.put("problems", view.problems());
    json.put("repaired", view.repaired());
    return json;
  }
}
