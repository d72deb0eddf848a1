package chorus.single;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.PlantedBug;
import chorus.base.Result;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.store.Applied;
import chorus.store.Beat;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.store.FrozenRows;
import chorus.store.Intake;
import chorus.store.Overlay;
import chorus.store.Store;
import chorus.store.StoreState;
import chorus.store.TrackedView;
import chorus.time.Hlc;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// From committed records to rows that can be read.
///
/// Three positions, each behind the one before it: `commit` (known to be committed), `overlaid` (in
/// the overlay, so readable at once), `applied` (in the store). A leader's overlay runs ahead of
/// `commit` with what it decided; a follower's never does. Applying happens off the strand, one
/// chunk at a time.
///
/// The store takes what is `settled`: in a lossy mode an election may leave behind what is
/// committed, and dropping the overlay is all that it then takes to go back ([#rewind]). Where too
/// much is not settled for the overlay, the store takes that too, and going back means to make the
/// rows again.
///
/// A follower that is far behind, or that nobody may read from yet, stores records past the
/// overlay: bringing them there for a moment costs more than storing them. Only the overlay hides a
/// chunk that is half written, so while one goes past it nobody reads.
///
/// Rows that turn out to be damaged are deleted and made again from the log, or, where that does
/// not reach back to the beginning any more, with a snapshot of another replica. Meanwhile nobody
/// may read here or lead.
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
  private final KeyChanges keyChanges = new KeyChanges();
  private final ArrayDeque<Beat> beats = new ArrayDeque<>();
  private Lsn commit;
  private Lsn settled;
  private Lsn overlaid;
  private Lsn applied;
  private StoreState stored;
  private Hlc time = Hlc.ZERO;
  private Lsn readableFrom = OUT_OF_REACH;
  private Lsn storingTo = Lsn.NONE;
  private boolean pumpScheduled;
  private boolean showing;
  private boolean closed;
  private Condition condition = Condition.SOUND;

  /// Where the rows must be before they count as rebuilt.
  private Lsn rebuildTo = Lsn.NONE;

  private enum Condition {
    SOUND,
    /// There is no store.
    GONE,
    /// What is stored cannot be relied on, and the log alone does not make it again.
    AWAITED,
    /// There is no store; rows of another replica are to come into the next one.
    EMPTIED,
    /// There is a new one, which has not everything yet that the one before had.
    REPLAYING;

    boolean hasRows() {
      return this == SOUND || this == REPLAYING;
    }

    boolean hasStore() {
      return this != GONE && this != EMPTIED;
    }
  }

  /// Told what becomes of the rows, on their strand.
  interface Watcher {
    /// Rows were stored, or [Rows#full] changed.
    void rowsMoved();

    /// The rows cannot be relied on, and are about to be deleted: no read follows.
    void rowsDamaged();

    /// The rows cannot be relied on, and what the log still has does not make them again: they have
    /// to come from another replica. No read follows.
    void rowsAwaited();

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
    this.stored = StoreState.of(store);
    this.commit = applied;
    this.settled = applied;
    this.overlaid = applied;
    if (lacksRows(store)) {
      condition = Condition.AWAITED;
    }
  }

  /// Whether what `store` holds is not what the log goes on from.
  private boolean lacksRows(Store opened) {
    return opened.appliedLsn().isBefore(log.base().lsn()) || Intake.isUnfinished(opened);
  }

  /// Whether the rows have to come from another replica.
  boolean areAwaited() {
    return condition == Condition.AWAITED || condition == Condition.EMPTIED;
  }

  Lsn commit() {
    return commit;
  }

  /// How far records are known to be settled, see [Acknowledging#settled].
  Lsn settled() {
    return settled;
  }

  /// How far the rows that are seen go.
  Lsn overlaid() {
    return overlaid;
  }

  /// How far the rows are stored; [Lsn#NONE] while they have to come from another replica.
  Lsn applied() {
    return areAwaited() ? Lsn.NONE : applied;
  }

  /// How far the rows survive without the log.
  Lsn flushed() {
    return condition.hasRows() ? store.flushedLsn() : Lsn.NONE;
  }

  /// Has what is stored made durable soon.
  void flushSoon() {
    if (condition.hasRows()) {
      storing.flushSoon();
    }
  }

  /// How many keys the stored rows have.
  long keys() {
    return stored.keys();
  }

  /// How many of them expire.
  long expiring() {
    return stored.expiring();
  }

  /// How often the stored keyspace was flushed.
  long generation() {
    return stored.generation();
  }

  /// The time of the latest record of another leader that was taken in here; [Hlc#ZERO] if there
  /// was none since the start.
  Hlc time() {
    return time;
  }

  private void noteTime(LogRecord record) {
    time = record.hlc().compareTo(time) > 0 ? record.hlc() : time;
  }

  Store store() {
    return store;
  }

  /// The store, if it is open and its rows can be relied on.
  Optional<Store> sound() {
    return condition == Condition.SOUND && !closed ? Optional.of(store) : Optional.empty();
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

  /// The same as they are now, for whoever reads them later. To be closed.
  FrozenRows freeze() {
    return overlay.freeze();
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
    keyChanges.changed(lsn, effects);
    overlay.put(lsn, effects);
    overlaid = lsn;
  }

  /// The last of this leader's records that changed `key`, or a later one.
  Lsn changedAt(Bytes key) {
    return keyChanges.changedAt(key, overlaid);
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

  /// The records up to `lsn` are settled, says a leader.
  void settleTo(Lsn lsn) {
    if (lsn.isAfter(settled)) {
      settled = lsn;
      pumpInTime();
    }
  }

  /// More of the log is durable.
  void durable() {
    pumpInTime();
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
    absorb(() -> log.last().lsn(), wanted, then);
  }

  private void absorb(Supplier<Lsn> end, BooleanSupplier wanted, Runnable then) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    List<LogRecord> cached = log.cached(overlaid.next(), Limits.APPLY_BYTES);
    while (overlaid.isBefore(end.get()) && !cached.isEmpty()) {
      overlayUpTo(end.get(), cached);
      cached = log.cached(overlaid.next(), Limits.APPLY_BYTES);
    }
    if (!overlaid.isBefore(end.get())) {
      then.run();
      return;
    }
    log.read(
        overlaid.next(),
        Limits.APPLY_BYTES,
        result -> {
          if (result instanceof Result.Ok<List<LogRecord>>(var records)) {
            overlayUpTo(end.get(), records);
            absorb(end, wanted, then);
          } else {
            shard
                .env()
                .scheduler()
                .after(shard.timings().heartbeat(), () -> absorb(end, wanted, then));
          }
        });
  }

  /// What lies above `keep` is not in the history that survived, and is about to be cut off the
  /// log: brings the rows back to `keep`, then runs `then`, while that is `wanted`. Where that
  /// cannot be, they are awaited then.
  void rewind(Lsn keep, BooleanSupplier wanted, Runnable then) {
    shard.emit(new ShardEvent.Rewound(shard.self(), shard.id(), keep, commit, applied));
    commit = Lsn.min(commit, keep);
    settled = Lsn.min(settled, keep);
    rebuildTo = Lsn.min(rebuildTo, keep);
    readableFrom = OUT_OF_REACH;
    if (shard.has(PlantedBug.ROWS_NOT_REWOUND)) {
      overlaid = Lsn.max(keep, applied);
    } else if (Lsn.max(applied, storingTo).isAfter(keep)) {
      makeAgain();
    } else if (condition.hasRows()) {
      overlay.clear();
      overlaid = applied;
      lookIfRebuilt();
    }
    absorbOnceSound(keep, wanted, then);
  }

  private void absorbOnceSound(Lsn keep, BooleanSupplier wanted, Runnable then) {
    if (condition == Condition.SOUND) {
      absorb(() -> keep, wanted, then);
    } else if (condition == Condition.AWAITED && wanted.getAsBoolean()) {
      then.run();
    } else if (wanted.getAsBoolean()) {
      shard
          .env()
          .scheduler()
          .after(shard.timings().heartbeat(), () -> absorbOnceSound(keep, wanted, then));
    }
  }

  /// A leader stepped down: what it decided and nobody committed is forgotten. Reading waits until
  /// what had been readable is readable again.
  void forgetUndecided() {
    if (!overlaid.isAfter(commit) || !condition.hasRows()) {
      return;
    }
    readNothingOlder();
    overlay.clear();
    overlaid = applied;
    pump();
  }

  /// What the engine holds cannot be relied on: the rows are made again from the log.
  @Override
  public void damaged(String detail) {
    if (!condition.hasRows() || closed) {
      return;
    }
    shard.emit(new ShardEvent.RowsDamaged(shard.self(), shard.id(), detail));
    makeAgain();
  }

  private void makeAgain() {
    if (!condition.hasRows()) {
      return;
    }
    if (log.base().equals(LogPosition.START)) {
      condition = Condition.GONE;
      shard.env().scheduler().execute(this::rebuild);
    } else {
      condition = Condition.AWAITED;
      shard.env().scheduler().execute(this::await);
    }
  }

  /// The log lacks what it would take to make the rows again.
  void takeThoseOfOthers() {
    if (condition == Condition.REPLAYING) {
      condition = Condition.AWAITED;
      shard.env().scheduler().execute(this::await);
    }
  }

  /// The damaged rows stay where they are until those of a snapshot come.
  private void await() {
    if (!closed) {
      watcher.rowsDamaged();
      watcher.rowsAwaited();
    }
  }

  /// Rows come from another replica: begins with none, and gives the store that they go to.
  void begin(Consumer<Store> intake) {
    condition = Condition.EMPTIED;
    empty(fresh -> {
      store = fresh;
      storing = new Storing(shard, fresh, this);
      condition = Condition.AWAITED;
      intake.accept(fresh);
    });
  }

  /// All rows of a snapshot are in the store.
  void installed() {
    commit = Lsn.max(commit, store.appliedLsn());
    replay(store);
  }

  private void rebuild() {
    if (closed) {
      return;
    }
    watcher.rowsDamaged();
    empty(this::replay);
  }

  /// Deletes the rows, and gives a store without any to `then`.
  private void empty(Consumer<Store> then) {
    storing.close();
    readNothingOlder();
    rebuildTo = commit;
    stores.openAnew(result -> {
      switch (result) {
        case Result.Ok<Store>(var fresh) when closed -> fresh.close();
        case Result.Ok<Store>(var fresh) -> then.accept(fresh);
        case Result.Failed<Store>(Fault fault) -> watcher.rowsFailed(fault);
      }
    });
  }

  private void readNothingOlder() {
    if (!readableFrom.equals(OUT_OF_REACH)) {
      readableFrom = Lsn.max(readableFrom, commit);
    }
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
    stored = StoreState.of(fresh);
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
    if (condition.hasStore()) {
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
    noteTime(record);
  }

  private void overlayUpTo(Lsn end, List<LogRecord> records) {
    records.stream().filter(each -> !each.lsn().isAfter(end)).forEach(this::overlay);
  }

  /// Rows that can be read already are stored a little later: many together cost the store much
  /// less than one by one.
  private void pumpInTime() {
    if (overlaid.isBefore(commit) || overlay.bytes() > Limits.APPLY_BYTES) {
      pump();
    } else if (condition.hasRows() && !storing.isBusy() && applied.isBefore(storable())) {
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
    if (!condition.hasRows()) {
      return;
    }
    if (!applied.isBefore(storable())) {
      if (!passesOverlay()) {
        showFromDisk();
      }
      return;
    }
    if (!storing.begin()) {
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
          if (closed || present != storing || !condition.hasRows()) {
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
    while (condition.hasRows()
        && overlaid.isBefore(commit)
        && overlay.bytes() < Limits.OVERLAY_BYTES
        && !passesOverlay()) {
      List<LogRecord> next = log.cached(overlaid.next(), Limits.APPLY_BYTES);
      if (next.isEmpty()) {
        return;
      }
      overlayUpTo(commit, next);
    }
  }

  /// What is committed and not settled is shown and not stored, so it may have to be read for that
  /// alone.
  private void showFromDisk() {
    if (showing || !overlaid.isBefore(commit) || overlay.bytes() >= Limits.OVERLAY_BYTES) {
      return;
    }
    showing = true;
    log.read(
        overlaid.next(),
        Limits.APPLY_BYTES,
        result -> {
          showing = false;
          if (result instanceof Result.Ok<List<LogRecord>>(var records) && !records.isEmpty()) {
            if (condition.hasRows()) {
              overlayUpTo(commit, records);
            }
            pump();
          } else {
            pumpAfter(shard.timings().heartbeat());
          }
        });
  }

  /// How far the store may go. Never beyond what this log has durably: after a stop, rows of
  /// records that it lost could be of no history at all.
  private Lsn storable() {
    return Lsn.min(meant(), log.durable());
  }

  /// What is meant for the store: as far as records are settled; further if the others are too much
  /// for the overlay, or are what the rows stood at before they are made again.
  private Lsn meant() {
    if (overlay.bytes() > Limits.UNSETTLED_BYTES) {
      return commit;
    }
    Lsn least = condition == Condition.REPLAYING ? Lsn.max(settled, rebuildTo) : settled;
    return Lsn.min(least, commit);
  }

  /// Whether nothing is gained by showing what is committed before it is stored.
  private boolean passesOverlay() {
    long ahead = meant().number() - overlaid.number();
    return !storing.isFull()
        && ahead > 0
        && (!hasReached(readableFrom) || ahead > Limits.FAR_BEHIND_RECORDS);
  }

  private void store(List<LogRecord> records) {
    List<LogRecord> chunk = upToStorable(records);
    if (chunk.isEmpty()) {
      storing.giveUp();
      return;
    }
    if (!passesOverlay()) {
      chunk.forEach(this::overlay);
    }
    storingTo = chunk.getLast().lsn();
    noteTime(chunk.getLast());
    storing.store(chunk);
  }

  private List<LogRecord> upToStorable(List<LogRecord> records) {
    Lsn most = storable();
    int end = records.size();
    while (end > 0 && records.get(end - 1).lsn().isAfter(most)) {
      end--;
    }
    return records.subList(0, end);
  }

  @Override
  public void stored(Applied outcome) {
    if (!condition.hasRows()) {
      return;
    }
    applied = outcome.state().applied();
    stored = outcome.state();
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
