package chorus.command.redis;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What COMMAND DOCS tells of one command, in one line: without names and what else is for people,
/// and without the versions that options came with.
final class DocsTree {
  private static final List<String> NOT_COMPARED =
      List.of("summary", "complexity", "history", "display_text", "subcommands");

  private DocsTree() {}

  /// `docs` is the map of the one command, as RESP2 carries it.
  static Map<String, String> of(Reply docs) {
    var parts = new TreeMap<String, String>();
    Map<String, Reply> map = map(docs);
    NOT_COMPARED.forEach(map::remove);
    map.forEach((name, value) ->
        parts.put(name, name.equals("arguments") ? arguments(value) : text(value)));
    return parts;
  }

  private static String arguments(Reply all) {
    return elements(all).stream().map(DocsTree::argument).collect(Collectors.joining(" "));
  }

  private static String argument(Reply one) {
    Map<String, Reply> map = map(one);
    var text = new StringBuilder();
    text.append(text(map, "type"));
    if (map.containsKey("token")) {
      text.append('=').append(text(map, "token"));
    }
    if (map.containsKey("key_spec_index")) {
      text.append('#').append(text(map, "key_spec_index"));
    }
    if (map.containsKey("flags")) {
      text.append(text(map, "flags"));
    }
    if (map.containsKey("arguments")) {
      text.append('(').append(arguments(part(map, "arguments"))).append(')');
    }
    return text.toString();
  }

  private static Map<String, Reply> map(Reply reply) {
    var map = new TreeMap<String, Reply>();
    List<Reply> flat = elements(reply);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      map.put(text(flat.get(i)), flat.get(i + 1));
    }
    return map;
  }

  private static String text(Map<String, Reply> map, String name) {
    return text(part(map, name));
  }

  private static Reply part(Map<String, Reply> map, String name) {
    return map.getOrDefault(name, Reply.NULL);
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(Bytes value) -> value.utf8();
      case Reply.Simple(String value) -> value;
      case Reply.Int(long value) -> Long.toString(value);
      case Reply.Array(List<Reply> all) ->
          new TreeSet<>(all.stream().map(DocsTree::text).toList()).toString();
      default -> reply.toString();
    };
  }

  private static List<Reply> elements(Reply reply) {
    return reply instanceof Reply.Array(List<Reply> elements) ? elements : List.of();
  }
}
