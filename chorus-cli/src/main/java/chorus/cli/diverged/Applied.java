package chorus.cli.diverged;

import chorus.cli.cluster.Answer;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.TextTable;
import chorus.cli.terminal.TextTable.Column;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What became of diverged writes that were to be applied, added up over the answers of the nodes.
final class Applied {
  private final String database;
  private final SequencedMap<String, Counts> counts = new LinkedHashMap<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<String> flushes = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private @Nullable String stopped;

  Applied(String database) {
    this.database = database;
  }

  /// Of one node.
  private record Counts(long applied, long already, long left) {}

  private record Conflict(String id, Bytes key) {
    Map<String, Object> json() {
      return Map.of("id", id, "key", ByteText.json(key));
    }
  }

  /// Adds an answer to CHORUS DIVERGED APPLY.
  void add(String node, Map<String, Reply> answer) {
    Counts before = counts.getOrDefault(node, new Counts(0, 0, 0));
    counts.put(
        node,
        new Counts(
            before.applied + number(answer, "applied"),
            before.already + number(answer, "already"),
            number(answer, "left")));
    for (Reply each : Answer.list(Answer.field(answer, "conflicts"))) {
      Map<String, Reply> conflict = Answer.map(each);
      conflicts.add(
          new Conflict(
              id(node, Answer.field(conflict, "id")), Answer.bytes(Answer.field(conflict, "key"))));
    }
    Answer.list(Answer.field(answer, "flushes")).forEach(each -> flushes.add(id(node, each)));
    Answer.list(Answer.field(answer, "missing")).forEach(each -> missing.add(id(node, each)));
    Answer.optional(Answer.field(answer, "stopped"))
        .ifPresent(why -> stopped = "at " + node + ": " + why);
  }

  /// Whether an error ended it: the leader is the same for all nodes, so the others need not try.
  boolean isStopped() {
    return stopped != null;
  }

  ExitCode exitCode() {
    if (stopped != null) {
      return stopped.contains("INDETERMINATE") ? ExitCode.OUTCOME_UNKNOWN : ExitCode.FAILED;
    }
    boolean someStay = !conflicts.isEmpty() || !flushes.isEmpty() || !missing.isEmpty();
    return someStay ? ExitCode.FAILED : ExitCode.OK;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    TextTable table =
        new TextTable(
            Column.text("NODE"),
            Column.number("APPLIED"),
            Column.number("ALREADY"),
            Column.number("LEFT"));
    counts.forEach((node, each) ->
        table.add(
            node,
            Long.toString(each.applied),
            Long.toString(each.already),
            Long.toString(each.left)));
    lines.add(table.render());
    conflicts.forEach(each ->
        lines.add(
            "! %s conflicts: %s holds something else"
                .formatted(each.id, ByteText.quoted(each.key))));
    flushes.forEach(id -> lines.add("! " + id + " emptied the database: not done again"));
    missing.forEach(id -> lines.add("! " + id + " is not there"));
    if (stopped != null) {
      lines.add("! stopped " + stopped);
    }
    return String.join("\n", lines);
  }

  Map<String, Object> json(List<Nodes.Unheard> unheard) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 1);
    json.put("database", database);
    json.put("nodes", counts);
    json.put("conflicts", conflicts.stream().map(Conflict::json).toList());
    json.put("flushes", flushes);
    json.put("missing", missing);
    json.put("stopped", stopped);
    json.put("unheard", unheard);
    return json;
  }

  private static String id(String node, Reply at) {
    return new WriteId(node, Answer.text(at)).toString();
  }

  private static long number(Map<String, Reply> fields, String name) {
    return Answer.number(Answer.field(fields, name));
  }
}
