package chorus.command.hash;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.Edit;
import chorus.command.Element;
import chorus.command.Keyspace;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the hash commands share. Every element row is one field.
final class Hashes {
  private Hashes() {}

  /// The value of a field, or null; also null for an absent key.
  static @Nullable Bytes field(View view, Args args) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection hash = keys.collection(args.bytes(1), ValueType.HASH);
    return hash == null ? null : keys.element(hash, args.bytes(2));
  }

  /// How many fields the hash has that word 1 names.
  static long count(View view, Args args) {
    Meta.OfCollection hash = Keyspace.over(view).collection(args.bytes(1), ValueType.HASH);
    return hash == null ? 0 : hash.count();
  }

  /// Every field and value of the hash that word 1 names; none for an absent key.
  static List<Reply.Entry> entries(View view, Args args) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection hash = keys.collection(args.bytes(1), ValueType.HASH);
    return hash == null ? List.of() : entries(keys.all(hash));
  }

  static List<Reply.Entry> entries(List<Element> fields) {
    return fields.stream()
        .map(field -> new Reply.Entry(Reply.bulk(field.name()), Reply.bulk(field.value())))
        .toList();
  }

  static CollectionEdit edit(Edit edit, Args args) {
    return edit.collection(args.bytes(1), ValueType.HASH);
  }

  static Reply reply(@Nullable Bytes value) {
    return value == null ? Reply.NULL : Reply.bulk(value);
  }
}
