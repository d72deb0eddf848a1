package chorus.cli.cluster;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes replies apart. A reply of another shape than expected fails the command.
public final class Answer {
  private Answer() {}

  public static String text(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(var value) -> value.utf8();
      case Reply.Simple(var text) -> text;
      case Reply.Verbatim verbatim -> verbatim.text().utf8();
      default -> throw unexpected("text", reply);
    };
  }

  public static Bytes bytes(Reply reply) {
    if (reply instanceof Reply.Bulk(Bytes value)) {
      return value;
    }
    throw unexpected("bytes", reply);
  }

  /// The text, if there is one.
  public static Optional<String> optional(Reply reply) {
    return isNull(reply) ? Optional.empty() : Optional.of(text(reply));
  }

  /// Whether it says that there is nothing, in either version of the protocol.
  public static boolean isNull(Reply reply) {
    return reply instanceof Reply.Null || reply instanceof Reply.NullArray;
  }

  public static long number(Reply reply) {
    if (reply instanceof Reply.Int(long value)) {
      return value;
    }
    throw unexpected("a number", reply);
  }

  public static List<Reply> list(Reply reply) {
    if (reply instanceof Reply.Array(var elements)) {
      return elements;
    }
    throw unexpected("a list", reply);
  }

  /// A map, which RESP2 carries as a flat list of keys and values.
  public static Map<String, Reply> map(Reply reply) {
    Map<String, Reply> map = new LinkedHashMap<>();
    switch (reply) {
      case Reply.MapReply(var entries) ->
          entries.forEach(entry -> map.put(text(entry.key()), entry.value()));
      case Reply.Array(var elements) when elements.size() % 2 == 0 -> {
        for (int i = 0; i < elements.size(); i += 2) {
          map.put(text(elements.get(i)), elements.get(i + 1));
        }
      }
      default -> throw unexpected("a map", reply);
    }
    return map;
  }

  /// The field of a map; it must be there.
  public static Reply field(Map<String, Reply> map, String name) {
    Reply value = map.get(name);
    if (value == null) {
      throw new CliFailure(
          ExitCode.FAILED, "the node's answer lacks '%s'; it has %s".formatted(name, map.keySet()));
    }
    return value;
  }

  private static CliFailure unexpected(String wanted, Reply reply) {
    return new CliFailure(
        ExitCode.FAILED, "the node answered %s where %s was expected".formatted(reply, wanted));
  }
}
