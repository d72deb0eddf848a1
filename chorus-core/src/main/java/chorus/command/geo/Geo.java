package chorus.command.geo;

import chorus.command.Keyspace;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.ValueType;
import org.jspecify.annotations.Nullable;

/// What the commands on places share.
final class Geo {
  private Geo() {}

  static Meta.@Nullable OfCollection at(Keyspace keys, Bytes key) {
    return keys.collection(key, ValueType.ZSET);
  }

  /// Where `member` lies, or null.
  static @Nullable Point point(Keyspace keys, Meta.@Nullable OfCollection zset, Bytes member) {
    Bytes score = zset == null ? null : keys.element(zset, member);
    return score == null ? null : Point.of(OrderKeys.score(score));
  }

  static Reply reply(Point point) {
    return Reply.array(
        new Reply.DoubleReply(point.longitude()), new Reply.DoubleReply(point.latitude()));
  }
}
