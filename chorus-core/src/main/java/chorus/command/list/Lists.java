package chorus.command.list;

import chorus.command.Edit;
import chorus.command.Keyspace;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the list commands share.
final class Lists {
  private Lists() {}

  /// The list at `key`, or null.
  static Meta.@Nullable OfCollection at(Keyspace keys, Bytes key) {
    return keys.collection(key, ValueType.LIST);
  }

  /// The index that a client means with `given`: below zero it is counted from the end. It may lie
  /// outside the list.
  static long index(Meta.OfCollection list, long given) {
    return given < 0 ? given + list.count() : given;
  }

  /// Removes `count` elements, or all that there are, from an end of `list`, which is at `key`.
  /// Where several are all, the key goes, and no row of an element changes.
  static List<Bytes> pop(Edit edit, Bytes key, Meta.OfCollection list, End end, long count) {
    if (count == 1 || count < list.count()) {
      return end.pop(edit.list(key), count);
    }
    List<Bytes> all = edit.keys().values(list, 0, list.count());
    edit.delete(key);
    return end.from(all);
  }

  static Reply reply(List<Bytes> values) {
    return Reply.array(values.stream().map(Reply::bulk).toList());
  }
}
