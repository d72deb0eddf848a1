package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import chorus.resp.Reply;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `chorus node list`.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the nodes of the cluster: whether they are up, whether they vote in the control plane",
      "(voter, listener, or joining), where clients find them, and which databases need them."
    })
final class NodeListCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  NodeListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints.
  record Listing(int schemaVersion, List<Row> nodes) {}

  record Row(
      String node,
      String state,
      String control,
      long incarnation,
      long starts,
      String resp,
      List<String> databases) {}

  @Override
  public void run() {
    try (NodeClient client = NodeClient.connect(at.address())) {
      List<Row> rows =
          Answer.list(client.read("CHORUS", "NODE", "LIST")).stream()
              .map(each -> row(Answer.map(each)))
              .toList();
      output.answer(terminal, () -> table(rows), () -> new Listing(1, rows));
    }
  }

  private static Row row(Map<String, Reply> fields) {
    String databases = Answer.text(Answer.field(fields, "databases"));
    return new Row(
        Answer.text(Answer.field(fields, "node")),
        Answer.text(Answer.field(fields, "state")),
        Answer.text(Answer.field(fields, "control")),
        Answer.number(Answer.field(fields, "incarnation")),
        Answer.number(Answer.field(fields, "starts")),
        Answer.text(Answer.field(fields, "resp")),
        databases.isEmpty() ? List.of() : List.of(databases.split(",", -1)));
  }

  private static String table(List<Row> rows) {
    TextTable table =
        new TextTable(
            Column.text("NODE"),
            Column.text("STATE"),
            Column.text("CONTROL"),
            Column.text("RESP"),
            Column.text("DATABASES"));
    for (Row row : rows) {
      table.add(
          row.node,
          row.state,
          row.control,
          row.resp,
          row.databases.isEmpty() ? "-" : String.join(", ", row.databases));
    }
    return table.render();
  }
}
