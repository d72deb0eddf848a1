package chorus.command.set;

import chorus.command.CollectionEdit;
import chorus.command.Edit;
import chorus.command.Element;
import chorus.command.Keyspace;
import chorus.command.Outcome;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.List;
import java.util.SequencedCollection;
import org.jspecify.annotations.Nullable;

/// What the set commands share. Every element row is one member, and has no value.
final class Sets {
  private Sets() {}

  /// The set at `key`, or null.
  static Meta.@Nullable OfCollection at(Keyspace keys, Bytes key) {
    return keys.collection(key, ValueType.SET);
  }

  static CollectionEdit edit(Edit edit, Bytes key) {
    return edit.collection(key, ValueType.SET);
  }

  /// Whether `member` is in `set`; no set has no members.
  static boolean has(Keyspace keys, Meta.@Nullable OfCollection set, Bytes member) {
    return set != null && keys.element(set, member) != null;
  }

  /// Every member, in the order of the rows; no set has no members.
  static List<Bytes> members(Keyspace keys, Meta.@Nullable OfCollection set) {
    return set == null ? List.of() : keys.all(set).stream().map(Element::name).toList();
  }

  /// Makes `key` the set of `members`, whatever it was, or nothing if there are none; answers how
  /// many there are.
  static Outcome store(Edit edit, Bytes key, SequencedCollection<Bytes> members) {
    edit.delete(key);
    CollectionEdit set = edit(edit, key);
    for (Bytes member : members) {
      set.add(member);
    }
    return edit.done(Reply.integer(members.size()));
  }

  static Reply reply(SequencedCollection<Bytes> members) {
    return new Reply.SetReply(members.stream().map(Reply::bulk).toList());
  }
}
