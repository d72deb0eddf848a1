package chorus.command.zset;

import chorus.command.CommandError;
import chorus.command.Keyspace;
import chorus.command.Scored;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One of the keys that are combined: a sorted set, a set, whose members have the score 1, or
/// nothing. Its scores are multiplied by its weight.
record Input(Keyspace keys, Meta.@Nullable OfCollection held, double weight) {
  /// What `key` holds, with the weight 1.
  static Input at(Keyspace keys, Bytes key) {
    return switch (keys.meta(key)) {
      case null -> new Input(keys, null, 1);
      case Meta.OfCollection held
          when held.type() == ValueType.ZSET || held.type() == ValueType.SET ->
          new Input(keys, held, 1);
      case Meta _ -> throw CommandError.wrongType();
    };
  }

  Input weighing(double other) {
    return new Input(keys, held, other);
  }

  long count() {
    return held == null ? 0 : held.count();
  }

  boolean has(Bytes member) {
    return held != null && keys.element(held, member) != null;
  }

  /// The weighted score of `member`, perhaps not a number, or null.
  @Nullable Double score(Bytes member) {
    Bytes value = held == null ? null : keys.element(held, member);
    return value == null ? null : weighted(value);
  }

  /// Shows each member to `visit`, with its weighted score, until that says to stop.
  void each(Predicate<Scored> visit) {
    if (held == null) {
      return;
    }
    try (RowCursor rows = keys.elements(held, 0)) {
      boolean goesOn = true;
      while (goesOn && rows.next()) {
        double score = Aggregate.numberOrZero(weighted(rows.value()));
        goesOn = visit.test(new Scored(RowKeys.elementOf(rows.row()), score));
      }
    }
  }

  private double weighted(Bytes value) {
    return weight * (value.isEmpty() ? 1 : OrderKeys.score(value));
  }
}
