package chorus.single;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ShardLog;
import chorus.store.Applied;
import chorus.store.Beat;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.store.Overlay;
import chorus.store.Store;
import chorus.store.StoreState;
import chorus.store.TrackedView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;

/// From committed records to rows that can be read.
///
/// Three positions, each behind the one before it: `commit` (known to be committed), `overlaid` (in
/// the overlay, so readable at once), `applied` (in the store). A leader's overlay runs ahead of
/// `commit` with what it decided; a follower's never does. Applying happens off the strand, one
/// chunk at a time.
///
/// A follower that is far behind, or that nobody may read from yet, stores records past the
/// overlay: bringing them there for a moment costs more than storing them. Only the overlay hides a
/// chunk that is half written, so while one goes past it nobody reads.
///
/// Rows that turn out to be damaged are deleted and made again from the log. Meanwhile nobody may
/// read here or lead.
///
/// What the disk has no room for stays in the log and, up to its limit, in the overlay; storing it
/// is tried again until there is room.
final class Rows implements Storing.Owner {
  private static final int BEATS_KEPT = 64;
  private static final Duration APPLY_PAUSE = Duration.ofMillis(50);
  private static final Lsn OUT_OF_REACH = new Lsn(Long.MAX_VALUE);

  private final Shard shard;
  private final ShardLog log;
  private final StoreOpening stores;
  private final Watcher watcher;
  private Store store;
  private Overlay overlay;
  private Storing storing;
  private final ArrayDeque<Beat> beats = new ArrayDeque<>();
  private Lsn commit;
  private Lsn overlaid;
  private Lsn applied;
  private long keys;
  private Lsn readableFrom = OUT_OF_REACH;
  private Lsn storingTo = Lsn.NONE;
  private boolean pumpScheduled;
  private boolean closed;
  private Condition condition = Condition.SOUND;

  /// Where the rows must be before they count as rebuilt.
  private Lsn rebuildTo = Lsn.NONE;

  private enum Condition {
    SOUND,
    /// There is no store.
    GONE,
    /// There is a new one, which has not everything yet that the one before had.
    REPLAYING
  }

  /// Told what becomes of the rows, on their strand.
  interface Watcher {
    /// Rows were stored, or [Rows#full] changed.
    void rowsMoved();

    /// The rows cannot be relied on, and are about to be deleted: no read follows.
    void rowsDamaged();

    /// All that was committed when they were found damaged is there again.
    void rowsRebuilt();

    /// The engine failed for good.
    void rowsFailed(Fault fault);
  }

  /// `stores` opens another store in the place of `store`.
  Rows(Shard shard, ShardLog log, Store store, StoreOpening stores, Watcher watcher) {
    this.shard = shard;
    this.log = log;
    this.stores = stores;
    this.store = store;
    this.overlay = new Overlay(store);
    this.storing = new Storing(shard, store, this);
    this.watcher = watcher;
    this.applied = store.appliedLsn();
    this.keys = StoreState.of(store).keys();
    this.commit = applied;
    this.overlaid = applied;
  }

  Lsn commit() {
    return commit;
  }

  Lsn applied() {
    return applied;
  }

  /// How many keys the stored rows have.
  long keys() {
    return keys;
  }

  Store store() {
    return store;
  }

  /// The latest beats, oldest first.
  List<Beat> beats() {
    return List.copyOf(beats);
  }

  /// Whether what is readable here includes everything that was ever readable here before: no
  /// travel back in time. Never before a leader has said how far the log is committed.
  boolean isReadable() {
    return !isRebuilding() && !storingTo.isAfter(overlaid) && hasReached(readableFrom);
  }

  /// Whether rows that were found damaged are not all there again.
  boolean isRebuilding() {
    return condition != Condition.SOUND;
  }

  private boolean hasReached(Lsn lsn) {
    return !Lsn.min(overlaid, commit).isBefore(lsn);
  }

  /// The rows as the next command sees them, pending ones included.
  TrackedView view() {
    return overlay.view();
  }

  long pendingBytes() {
    return overlay.bytes();
  }

  /// Whether the disk has no room for rows. The caller refuses writes of clients.
  boolean full() {
    return storing.isFull();
  }

  /// A leader decided these changes.
  void decided(Lsn lsn, List<Effect> effects) {
    overlay.put(lsn, effects);
    overlaid = lsn;
  }

  /// A leader wrote a record that changes no row.
  void passed(Lsn lsn) {
    overlaid = lsn;
  }

  /// A leader says that everything up to `lsn` is committed, whether it is here or not: before it
  /// is here, nothing may be read from this process.
  void learnCommit(Lsn lsn) {
    if (readableFrom.equals(OUT_OF_REACH)) {
      readableFrom = Lsn.max(lsn, commit);
    }
  }

  /// The records up to `lsn` are here and committed, says the leader of `epoch`.
  void commitTo(Lsn lsn, Epoch epoch) {
    learnCommit(lsn);
    if (lsn.isAfter(commit)) {
      commit = lsn;
      shard.emitIfFollowed(() -> new ShardEvent.Committed(shard.self(), shard.id(), epoch, lsn));
    }
    showCommitted();
    pumpInTime();
  }

  /// Brings everything up to the log's end into the overlay, then runs `then`: what a leader needs
  /// before it decides. What cannot be read now is tried again while that is `wanted`.
  void absorbAll(BooleanSupplier wanted, Runnable then) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    List<LogRecord> cached = log.cached(overlaid.next(), Limits.APPLY_BYTES);
    while (!cached.isEmpty()) {
      cached.forEach(this::overlay);
      cached = log.cached(overlaid.next(), Limits.APPLY_BYTES);
    }
    if (!overlaid.isBefore(log.last().lsn())) {
      then.run();
      return;
    }
    log.read(
        overlaid.next(),
        Limits.APPLY_BYTES,
        result -> {
          if (result instanceof Result.Ok<List<LogRecord>>(var records)) {
            records.forEach(this::overlay);
            absorbAll(wanted, then);
          } else {
            shard
                .env()
                .scheduler()
                .after(shard.timings().heartbeat(), () -> absorbAll(wanted, then));
          }
        });
  }

  /// A leader stepped down: what it decided and nobody committed is forgotten. Reading waits until
  /// what had been readable is readable again.
  void forgetUndecided() {
    if (!overlaid.isAfter(commit)) {
      return;
    }
    if (!readableFrom.equals(OUT_OF_REACH)) {
      readableFrom = Lsn.max(readableFrom, commit);
    }
    overlay.clear();
    overlaid = applied;
    pump();
  }

  /// What the engine holds cannot be relied on: the rows are made again from the log.
  @Override
  public void damaged(String detail) {
    if (condition == Condition.GONE || closed) {
      return;
    }
    condition = Condition.GONE;
    shard.emit(new ShardEvent.RowsDamaged(shard.self(), shard.id(), detail));
    shard.env().scheduler().execute(this::rebuild);
  }

  private void rebuild() {
    if (closed) {
      return;
    }
    watcher.rowsDamaged();
    storing.close();
    if (!readableFrom.equals(OUT_OF_REACH)) {
      readableFrom = Lsn.max(readableFrom, commit);
    }
    rebuildTo = commit;
    stores.openAnew(result -> {
      switch (result) {
        case Result.Ok<Store>(var fresh) -> replay(fresh);
        case Result.Failed<Store>(Fault fault) -> watcher.rowsFailed(fault);
      }
    });
  }

  private void replay(Store fresh) {
    if (closed) {
      fresh.close();
      return;
    }
    condition = Condition.REPLAYING;
    store = fresh;
    overlay = new Overlay(fresh);
    storing = new Storing(shard, fresh, this);
    applied = fresh.appliedLsn();
    keys = StoreState.of(fresh).keys();
    overlaid = applied;
    storingTo = Lsn.NONE;
    beats.clear();
    lookIfRebuilt();
    pump();
  }

  private void lookIfRebuilt() {
    if (condition == Condition.REPLAYING && !applied.isBefore(rebuildTo)) {
      condition = Condition.SOUND;
      shard.emit(new ShardEvent.RowsRebuilt(shard.self(), shard.id(), applied));
      watcher.rowsRebuilt();
    }
  }

  void close() {
    closed = true;
    if (condition != Condition.GONE) {
      storing.close();
    }
  }

  private void overlay(LogRecord record) {
    if (!record.lsn().equals(overlaid.next())) {
      return;
    }
    if (record.kind() == RecordKind.ROWS) {
      overlay.put(record.lsn(), EffectCodec.decode(record.payload()));
    }
    overlaid = record.lsn();
  }

  /// Rows that can be read already are stored a little later: many together cost the store much
  /// less than one by one.
  private void pumpInTime() {
    if (overlaid.isBefore(commit) || overlay.bytes() > Limits.APPLY_BYTES) {
      pump();
    } else if (!storing.isBusy() && applied.isBefore(commit)) {
      pumpAfter(APPLY_PAUSE);
    }
  }

  private void pumpAfter(Duration pause) {
    if (!pumpScheduled) {
      pumpScheduled = true;
      shard
          .env()
          .scheduler()
          .after(
              pause,
              () -> {
                pumpScheduled = false;
                pump();
              });
    }
  }

  /// Shows what is committed and cached, then stores the next chunk of it.
  private void pump() {
    showCommitted();
    if (condition == Condition.GONE || !applied.isBefore(commit) || !storing.begin()) {
      return;
    }
    Storing present = storing;
    int most = passesOverlay() ? Limits.CATCH_UP_BYTES : Limits.APPLY_BYTES;
    List<LogRecord> cached = log.cached(applied.next(), most);
    if (!cached.isEmpty()) {
      store(cached);
      return;
    }
    log.read(
        applied.next(),
        most,
        result -> {
          if (present != storing || condition == Condition.GONE) {
            return;
          }
          if (result instanceof Result.Ok<List<LogRecord>>(var records) && !records.isEmpty()) {
            store(records);
          } else {
            storing.giveUp();
            pumpAfter(shard.timings().heartbeat());
          }
        });
  }

  private void showCommitted() {
    while (condition != Condition.GONE
        && overlaid.isBefore(commit)
        && overlay.bytes() < Limits.OVERLAY_BYTES
        && !passesOverlay()) {
      List<LogRecord> next = log.cached(overlaid.next(), Limits.APPLY_BYTES);
      if (next.isEmpty()) {
        return;
      }
      next.stream().filter(each -> !each.lsn().isAfter(commit)).forEach(this::overlay);
    }
  }

  /// Whether nothing is gained by showing what is committed before it is stored.
  private boolean passesOverlay() {
    return !storing.isFull()
        && (!hasReached(readableFrom)
            || commit.number() - overlaid.number() > Limits.FAR_BEHIND_RECORDS);
  }

  private void store(List<LogRecord> records) {
    List<LogRecord> chunk = upToCommit(records);
    if (!passesOverlay()) {
      chunk.forEach(this::overlay);
    }
    storingTo = chunk.getLast().lsn();
    storing.store(chunk);
  }

  private List<LogRecord> upToCommit(List<LogRecord> records) {
    int end = records.size();
    while (end > 0 && records.get(end - 1).lsn().isAfter(commit)) {
      end--;
    }
    return records.subList(0, end);
  }

  @Override
  public void stored(Applied outcome) {
    if (condition == Condition.GONE) {
      return;
    }
    applied = outcome.state().applied();
    keys = outcome.state().keys();
    overlaid = Lsn.max(overlaid, applied);
    overlay.evict(applied);
    shard.emitIfFollowed(() -> new ShardEvent.Applied(shard.self(), shard.id(), applied));
    for (Beat beat : outcome.beats()) {
      beats.addLast(beat);
      if (beats.size() > BEATS_KEPT) {
        beats.removeFirst();
      }
      shard.emitIfFollowed(
          () -> new ShardEvent.Hashed(shard.self(), shard.id(), beat.lsn(), beat.hash()));
    }
    lookIfRebuilt();
  }

  @Override
  public void moved() {
    watcher.rowsMoved();
  }

  @Override
  public void idle() {
    pumpInTime();
  }

  @Override
  public void retrying() {
    showCommitted();
  }

  @Override
  public void failed(Fault fault) {
    watcher.rowsFailed(fault);
  }
}
