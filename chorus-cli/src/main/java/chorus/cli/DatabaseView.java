package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import chorus.resp.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A definition as CHORUS DB answers it. The JSON of `chorus db` has these fields; `droppedUntil`
/// is in milliseconds since 1970, and null unless the database is dropped.
record DatabaseView(
    String name,
    long index,
    String model,
    String ack,
    String next,
    String fsync,
    String onDegrade,
    String engine,
    String failover,
    String onFollower,
    List<String> replicas,
    List<String> witnesses,
    List<String> synchronous,
    List<String> joining,
    List<String> leaving,
    @Nullable Long droppedUntil) {
  /// The JSON of a list.
  record Listing(int schemaVersion, List<DatabaseView> databases) {}

  static DatabaseView of(Map<String, Reply> answer) {
    return new DatabaseView(
        Answer.text(Answer.field(answer, "name")),
        Answer.number(Answer.field(answer, "index")),
        Answer.text(Answer.field(answer, "model")),
        Answer.text(Answer.field(answer, "ack")),
        Answer.text(Answer.field(answer, "next")),
        Answer.text(Answer.field(answer, "fsync")),
        Answer.text(Answer.field(answer, "on-degrade")),
        Answer.text(Answer.field(answer, "engine")),
        Answer.text(Answer.field(answer, "failover")),
        Answer.text(Answer.field(answer, "on-follower")),
        texts(Answer.field(answer, "replicas")),
        texts(Answer.field(answer, "witnesses")),
        texts(Answer.field(answer, "synchronous")),
        texts(Answer.field(answer, "joining")),
        texts(Answer.field(answer, "leaving")),
        number(Answer.field(answer, "dropped-until")));
  }

  static String table(List<DatabaseView> databases) {
    TextTable table =
        new TextTable(
            Column.text("NAME"),
            Column.number("INDEX"),
            Column.text("MODEL"),
            Column.text("ACK"),
            Column.text("FSYNC"),
            Column.text("ON-DEGRADE"),
            Column.text("ENGINE"),
            Column.text("FAILOVER"),
            Column.text("ON-FOLLOWER"),
            Column.text("REPLICAS"),
            Column.text("WITNESSES"));
    for (DatabaseView each : databases) {
      table.add(
          each.name,
          Long.toString(each.index),
          each.model,
          each.mode(),
          each.fsync,
          each.onDegrade,
          each.engine,
          each.failover,
          each.onFollower,
          each.holders(),
          each.witnesses.isEmpty() ? "-" : String.join(",", each.witnesses));
    }
    return table.render()
        + databases.stream().map(DatabaseView::warning).collect(Collectors.joining());
  }

  /// What is to be said of a dropped one, on a line of its own; empty of any other.
  String warning() {
    return droppedUntil == null
        ? ""
        : "\n! %s is dropped, and gone for good after %s; 'chorus db undrop %s' brings it back"
            .formatted(name, Instant.ofEpochMilli(droppedUntil), name);
  }

  private static @Nullable Long number(Reply value) {
    return Answer.isNull(value) ? null : Answer.number(value);
  }

  /// `majority, all next` while another mode is to come into force.
  private String mode() {
    return next.isEmpty() ? ack : ack + ", " + next + " next";
  }

  /// `n1,n2,n3 (+n4 -n2)` while nodes are to join and leave.
  private String holders() {
    String moves =
        Stream.concat(
                joining.stream().map(each -> "+" + each), leaving.stream().map(each -> "-" + each))
            .collect(Collectors.joining(" "));
    return String.join(",", replicas) + (moves.isEmpty() ? "" : " (" + moves + ")");
  }

  private static List<String> texts(Reply list) {
    return Answer.list(list).stream().map(Answer::text).toList();
  }
}
