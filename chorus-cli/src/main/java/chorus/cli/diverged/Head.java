package chorus.cli.diverged;

import chorus.cli.cluster.Answer;
import chorus.resp.Reply;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// What CHORUS DIVERGED LIST and SHOW both tell of a write.
///
/// @param at when its leader ran it
/// @param by the epoch whose leader did without it
/// @param saved when it was saved
/// @param once whether it ran under CHORUS ONCE
/// @param flush whether it emptied the database
record Head(WriteId id, Instant at, long by, Instant saved, boolean once, boolean flush) {
  static Head of(String node, Map<String, Reply> fields) {
    return new Head(
        new WriteId(node, Answer.text(Answer.field(fields, "id"))),
        Instant.ofEpochMilli(number(fields, "atMillis")),
        number(fields, "by"),
        Instant.ofEpochMilli(number(fields, "savedMillis")),
        number(fields, "once") == 1,
        number(fields, "flush") == 1);
  }

  /// What is special about it, in words.
  String note() {
    var note = new StringJoiner(", ");
    if (flush) {
      note.add("emptied the database");
    }
    if (once) {
      note.add("under CHORUS ONCE");
    }
    return note.toString();
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("at", at.toString());
    json.put("by", by);
    json.put("saved", saved.toString());
    json.put("once", once);
    json.put("flush", flush);
    return json;
  }

  private static long number(Map<String, Reply> fields, String name) {
    return Answer.number(Answer.field(fields, name));
  }
}
