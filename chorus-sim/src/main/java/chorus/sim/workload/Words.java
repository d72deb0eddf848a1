package chorus.sim.workload;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.KeyOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Between the checker's operations and Redis' words.
public final class Words {
  private Words() {}

  /// The command for an operation on `key`.
  public static List<Bytes> of(String key, KeyOperation operation) {
    return switch (operation) {
      case KeyOperation.Get() -> words("GET", key);
      case KeyOperation.Await(long patience) -> words("AWAITKEY", key, Long.toString(patience));
      case KeyOperation.Set(String value) -> words("SET", key, value);
      case KeyOperation.SetExpiring(String value, long millis) ->
          words("SET", key, value, "PX", Long.toString(millis));
      case KeyOperation.Expiry _ -> throw new IllegalArgumentException("nobody asks for an expiry");
      case KeyOperation.SetIfAbsent(String value) -> words("SETNX", key, value);
      case KeyOperation.GetSet(String value) -> words("GETSET", key, value);
      case KeyOperation.Delete() -> words("DEL", key);
      case KeyOperation.Increment() -> words("INCR", key);
      case KeyOperation.Append(String tail) -> words("APPEND", key, tail);
      case KeyOperation.SetField(String field, String value) -> words("HSET", key, field, value);
      case KeyOperation.GetField(String field) -> words("HGET", key, field);
      case KeyOperation.DeleteField(String field) -> words("HDEL", key, field);
      case KeyOperation.GetAllFields() -> words("HGETALL", key);
    };
  }

  /// A command of these words.
  public static List<Bytes> words(String... words) {
    var command = new ArrayList<Bytes>(words.length);
    for (String word : words) {
      command.add(Bytes.utf8(word));
    }
    return command;
  }

  /// A reply as the checker writes it.
  public static String text(Reply reply) {
    return switch (reply) {
      case Reply.Simple simple -> simple.text();
      case Reply.Error error -> error.prefix();
      case Reply.Int number -> Long.toString(number.value());
      case Reply.Bulk bulk -> bulk.value().utf8();
      case Reply.Null() -> KeyOperation.NIL;
      case Reply.MapReply map -> fields(map);
      default -> reply.toString();
    };
  }

  private static String fields(Reply.MapReply map) {
    var fields = new TreeMap<String, String>();
    for (Reply.Entry entry : map.entries()) {
      fields.put(text(entry.key()), text(entry.value()));
    }
    return fields.toString();
  }
}
