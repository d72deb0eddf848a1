package chorus.cli.diverged;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.NodeClient;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;

/// One diverged write as CHORUS DIVERGED SHOW answers it: what each of its keys held before and
/// after.
record Shown(Head head, List<Change> keys) {
  /// What the write did to one key.
  record Change(Bytes key, Image before, Image after, List<Element> elements) {
    static Change of(Reply reply) {
      Map<String, Reply> fields = Answer.map(reply);
      return new Change(
          Answer.bytes(Answer.field(fields, "key")),
          Image.of(Answer.map(Answer.field(fields, "before"))),
          Image.of(Answer.map(Answer.field(fields, "after"))),
          Answer.list(Answer.field(fields, "elements")).stream().map(Element::of).toList());
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("key", ByteText.json(key));
      json.put("before", before.json());
      json.put("after", after.json());
      json.put("elements", elements.stream().map(Element::json).toList());
      return json;
    }
  }

  /// What a key held: `value` of a string, `count` of a collection.
  record Image(
      String type, Optional<Bytes> value, Optional<Long> count, Optional<Instant> expires) {
    static Image of(Map<String, Reply> fields) {
      return new Image(
          Answer.text(Answer.field(fields, "type")),
          Optional.ofNullable(fields.get("value")).map(Answer::bytes),
          Optional.ofNullable(fields.get("count")).map(Answer::number),
          Optional.ofNullable(fields.get("expiresMillis"))
              .map(Answer::number)
              .filter(millis -> millis >= 0)
              .map(Instant::ofEpochMilli));
    }

    String text() {
      String content =
          value
              .map(ByteText::quoted)
              .or(() -> count.map(each -> "%s of %,d".formatted(type, each)))
              .orElse("nothing");
      return content + expires.map(each -> " until " + each).orElse("");
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("type", type);
      value.ifPresent(each -> json.put("value", ByteText.json(each)));
      count.ifPresent(each -> json.put("count", each));
      expires.ifPresent(each -> json.put("expires", each.toString()));
      return json;
    }
  }

  /// What the write did to one element of a collection.
  record Element(Bytes element, Optional<Bytes> before, Optional<Bytes> after) {
    static Element of(Reply reply) {
      Map<String, Reply> fields = Answer.map(reply);
      return new Element(
          Answer.bytes(Answer.field(fields, "element")),
          value(Answer.field(fields, "before")),
          value(Answer.field(fields, "after")));
    }

    private static Optional<Bytes> value(Reply reply) {
      return Answer.isNull(reply) ? Optional.empty() : Optional.of(Answer.bytes(reply));
    }

    String text() {
      return "%s: %s → %s".formatted(ByteText.quoted(element), text(before), text(after));
    }

    private static String text(Optional<Bytes> value) {
      return value.map(ByteText::quoted).orElse("nothing");
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("element", ByteText.json(element));
      json.put("before", before.map(ByteText::json).orElse(null));
      json.put("after", after.map(ByteText::json).orElse(null));
      return json;
    }
  }

  private static Shown of(String node, Reply reply) {
    Map<String, Reply> fields = Answer.map(reply);
    return new Shown(
        Head.of(node, fields),
        Answer.list(Answer.field(fields, "keys")).stream().map(Change::of).toList());
  }

  /// Those of `ids` that are there, which are in order. A node answers a few at a time if they are
  /// large.
  static void each(
      String node, NodeClient client, String database, List<String> ids, Consumer<Shown> each) {
    List<String> left = ids;
    while (!left.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("CHORUS", "DIVERGED", "SHOW", database));
      words.addAll(left);
      List<Reply> answers = Answer.list(client.read(words.toArray(String[]::new)));
      if (answers.isEmpty()) {
        return;
      }
      List<Shown> shown = answers.stream().map(answer -> of(node, answer)).toList();
      shown.forEach(each);
      left = left.subList(left.indexOf(shown.getLast().head.id().at()) + 1, left.size());
    }
  }

  /// A paragraph for people.
  String text() {
    String note = head.note().isEmpty() ? "" : "  (" + head.note() + ")";
    var lines = new StringJoiner("\n  ");
    lines.add("%s  %s  left behind by epoch %d%s".formatted(head.id(), head.at(), head.by(), note));
    for (Change each : keys) {
      lines.add(
          "%s: %s → %s"
              .formatted(ByteText.quoted(each.key), each.before.text(), each.after.text()));
      each.elements.forEach(element -> lines.add("  " + element.text()));
    }
    return lines.toString();
  }

  Map<String, Object> json() {
    Map<String, Object> json = head.json();
    json.put("keys", keys.stream().map(Change::json).toList());
    return json;
  }
}
