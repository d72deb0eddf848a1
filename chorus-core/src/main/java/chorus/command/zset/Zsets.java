package chorus.command.zset;

import chorus.command.CollectionEdit;
import chorus.command.Edit;
import chorus.command.Keyspace;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the commands of sorted sets share. Every element row is one member, and holds its score.
final class Zsets {
  private Zsets() {}

  /// The sorted set at `key`, or null.
  static Meta.@Nullable OfCollection at(Keyspace keys, Bytes key) {
    return keys.collection(key, ValueType.ZSET);
  }

  static CollectionEdit edit(Edit edit, Bytes key) {
    return edit.collection(key, ValueType.ZSET);
  }

  /// The score of `member`, or null; no set has no members.
  static @Nullable Double score(Keyspace keys, Meta.@Nullable OfCollection zset, Bytes member) {
    Bytes value = zset == null ? null : keys.element(zset, member);
    return value == null ? null : OrderKeys.score(value);
  }

  /// Makes `key` the sorted set of `members`, whatever it was, or nothing if there are none;
  /// answers how many there are.
  static Outcome store(Edit edit, Bytes key, List<Scored> members) {
    edit.delete(key);
    CollectionEdit zset = edit(edit, key);
    for (Scored each : members) {
      zset.put(each.member(), OrderKeys.scoreValue(each.score()));
    }
    return edit.done(Reply.integer(members.size()));
  }

  /// Removes `members` of the sorted set at `key`, which has so many; the key goes with the last.
  static void remove(Edit edit, Bytes key, Meta.OfCollection zset, List<Scored> members) {
    if (members.size() == zset.count()) {
      edit.delete(key);
      return;
    }
    CollectionEdit rest = edit(edit, key);
    members.forEach(each -> rest.remove(each.member()));
  }

  static Reply reply(@Nullable Double score) {
    return score == null ? Reply.NULL : new Reply.DoubleReply(score);
  }

  static Reply members(List<Scored> members) {
    return Reply.array(members.stream().map(each -> Reply.bulk(each.member())).toList());
  }

  static Reply withScores(List<Scored> members) {
    return new Reply.Pairs(
        members.stream()
            .map(each ->
                new Reply.Entry(Reply.bulk(each.member()), new Reply.DoubleReply(each.score())))
            .toList());
  }
}
