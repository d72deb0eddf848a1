package chorus.cli.playground;

import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Nodes as `playground ps` shows them.
final class NodeList {
  /// The fields of the JSON.
  record Row(
      String node, @Nullable Long pid, String state, String resp, String peer, String http) {}

  private NodeList() {}

  static void show(
      List<PlaygroundNode> nodes, ProcessTable processes, OutputOption output, Terminal terminal) {
    List<Row> rows = nodes.stream().map(node -> row(node, processes)).toList();
    output.answer(terminal, () -> table(rows), () -> rows);
  }

  private static Row row(PlaygroundNode node, ProcessTable processes) {
    NodeProcess process = new NodeProcess(node, processes);
    OptionalLong pid = process.pid();
    return new Row(
        node.id(),
        pid.isPresent() ? pid.getAsLong() : null,
        process.state().name().toLowerCase(Locale.ROOT),
        node.resp().toString(),
        node.peer().toString(),
        node.http().toString());
  }

  static String table(List<Row> rows) {
    TextTable table =
        new TextTable(
            Column.text("NODE"),
            Column.number("PID"),
            Column.text("STATE"),
            Column.text("RESP"),
            Column.text("PEER"),
            Column.text("HTTP"));
    for (Row row : rows) {
      table.add(
          row.node,
          row.pid == null ? "-" : row.pid.toString(),
          row.state,
          row.resp,
          row.peer,
          row.http);
    }
    return table.render();
  }
}
