package chorus.single;

import chorus.base.Limits;
import chorus.base.Result;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the keys that have expired and that nobody asks for, so that their leader can remove them.
///
/// It reads the expiry rows of the store, earliest first, away from the strand, and has the keys
/// looked at on it, a record's worth in each task: whoever looks at a key that has expired removes
/// it. Rows that were removed lately are still passed on the way to the next one; so it begins
/// behind what it has seen, comes back to the beginning now and then, and rests for many times as
/// long as it looked.
final class Expiring {
  /// A key may be stored so long after it was written, and is still found at once.
  private static final long LATENESS_MILLIS = 5_000;

  /// After so long it looks from the beginning again.
  private static final Duration WHOLE_PASS = Duration.ofMinutes(5);

  private static final int RESTS = 9;

  private final Shard shard;
  private final Rows rows;
  private final Leader leader;
  private boolean looking;
  private boolean closed;

  /// Nothing is due before.
  private long fromMillis;

  private long wholePassNanos;
  private long notBeforeNanos;

  /// Whoever may remove keys.
  interface Leader {
    /// Whether it can do so now.
    boolean mayExpire();

    /// Looks at these keys, and so removes those that have expired.
    void lookAt(List<Bytes> keys);
  }

  Expiring(Shard shard, Rows rows, Leader leader) {
    this.shard = shard;
    this.rows = rows;
    this.leader = leader;
    this.wholePassNanos = now();
    this.notBeforeNanos = now();
  }

  /// Looks, if it is time to.
  void tick() {
    if (looking || now() - notBeforeNanos < 0) {
      return;
    }
    if (now() - wholePassNanos > WHOLE_PASS.toNanos()) {
      wholePassNanos = now();
      fromMillis = 0;
    }
    if (rows.expiring() == 0) {
      seen(shard.millis());
    } else {
      look(RowKeys.expiryRow(rows.generation(), fromMillis, Bytes.EMPTY));
    }
  }

  void close() {
    closed = true;
  }

  /// From the expiry row `from` on.
  private void look(Bytes from) {
    Optional<Store> store = usable();
    looking = store.isPresent();
    if (store.isEmpty()) {
      return;
    }
    long begunNanos = now();
    long nowMillis = shard.millis();
    RowRange due = new RowRange(from, RowKeys.expiryRange(rows.generation(), nowMillis).to());
    shard
        .env()
        .scheduler()
        .<Result<List<Bytes>>>offload(
            () -> dueRows(store.get(), due),
            outcome -> {
              notBeforeNanos = now() + RESTS * (now() - begunNanos);
              looking = false;
              if (outcome instanceof Result.Ok<Result<List<Bytes>>>(var read)) {
                found(read, nowMillis);
              }
            });
  }

  /// Away from the strand.
  private static Result<List<Bytes>> dueRows(Store store, RowRange due) {
    List<Bytes> found = new ArrayList<>();
    try (RowCursor cursor = store.scan(due.from(), due.to())) {
      while (found.size() < Limits.EXPIRED_KEYS_PER_LOOK && cursor.next()) {
        found.add(cursor.row());
      }
      return Result.ok(found);
    } catch (RowsDamaged damaged) {
      return Result.failed(damaged.fault());
    }
  }

  private void found(Result<List<Bytes>> read, long nowMillis) {
    switch (read) {
      case Result.Ok<List<Bytes>>(var due) -> remove(due, 0, nowMillis);
      case Result.Failed<List<Bytes>>(var fault) -> rows.damaged(fault.detail());
    }
  }

  /// Those from `first` on; then what is due behind them.
  private void remove(List<Bytes> due, int first, long nowMillis) {
    if (usable().isEmpty()) {
      looking = false;
    } else if (first < due.size()) {
      looking = true;
      int end = Math.min(due.size(), first + Limits.EXPIRED_KEYS_PER_RECORD);
      leader.lookAt(due.subList(first, end).stream().map(RowKeys::keyOfExpiry).toList());
      shard.env().scheduler().execute(() -> remove(due, end, nowMillis));
    } else if (due.size() == Limits.EXPIRED_KEYS_PER_LOOK) {
      look(RowKeys.above(due.getLast()));
    } else {
      looking = false;
      seen(nowMillis);
    }
  }

  /// Nothing that was due at `nowMillis` is left.
  private void seen(long nowMillis) {
    fromMillis = Math.max(fromMillis, nowMillis - LATENESS_MILLIS);
  }

  /// The rows, if keys can be removed from them now.
  private Optional<Store> usable() {
    return closed || !leader.mayExpire() ? Optional.empty() : rows.sound();
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }
}
