package chorus.store;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.Require;
import chorus.base.Result;
import chorus.log.LogRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Turns committed records into one batch of rows and writes it to the store.
///
/// It runs away from the strand, one call at a time, and never at the same time as the [Reclaimer].
/// It alone keeps the content hash, the key count and the orphan rows.
public final class Applier {
  private final Store store;
  private final RecentRows recent;
  private StoreState state;

  /// Goes on from the state that is stored. What `random` gives changes nothing that is stored.
  public Applier(Store store, RandomGenerator random) {
    this(store, random, Limits.RECENT_ROWS_BYTES);
  }

  Applier(Store store, RandomGenerator random, long recentRowsBytes) {
    this.store = store;
    this.recent = new RecentRows(recentRowsBytes, random);
    this.state = StoreState.of(store);
    Require.that(
        state.applied().equals(store.appliedLsn()),
        "a store's state row and its rows stand at one position",
        state.applied(),
        store.appliedLsn());
  }

  /// Applies consecutive records; skips those that the store has already.
  ///
  /// Fault: `DISKFULL`, nothing was applied; the same records may come again. A record that touches
  /// a row that is not logical, or a gap, is a broken invariant. Any other failed write is thrown.
  /// Either stops the replica: nothing is written then.
  public Result<Applied> apply(List<LogRecord> records) {
    List<LogRecord> missing = missing(records);
    Prepared prepared = Prepared.of(missing, recent);
    ApplyBatch batch = new ApplyBatch(store, recent, state, prepared);
    List<Beat> beats = new ArrayList<>();
    Iterator<List<Effect>> effects = prepared.effects().iterator();
    for (LogRecord record : missing) {
      add(record, effects.next(), batch, beats);
    }
    if (batch.applied().isAfter(state.applied())) {
      StoreState next = batch.state();
      Result<Done> written = store.write(new RowBatch(batch.effects(next), next.applied()));
      if (written instanceof Result.Failed<Done>(Fault fault)) {
        return Result.failed(fault);
      }
      batch.remember();
      state = next;
    }
    return Result.ok(new Applied(state, beats));
  }

  /// Small, as is [Prepared]'s part: it is compiled once, however long the caller's chunk is.
  private static void add(
      LogRecord record, List<Effect> effects, ApplyBatch batch, List<Beat> beats) {
    Require.that(
        record.lsn().equals(batch.applied().next()),
        "records are applied without a gap",
        record.lsn(),
        batch.applied());
    switch (record.kind()) {
      case ROWS -> batch.add(record.position(), effects);
      case EPOCH_START -> batch.pass(record.lsn());
      case BEAT -> {
        batch.pass(record.lsn());
        beats.add(new Beat(record.lsn(), batch.hash()));
      }
    }
  }

  private List<LogRecord> missing(List<LogRecord> records) {
    int known = 0;
    while (known < records.size() && !records.get(known).lsn().isAfter(state.applied())) {
      known++;
    }
    return records.subList(known, records.size());
  }
}
