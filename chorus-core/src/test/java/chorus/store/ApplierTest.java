package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require.BrokenInvariant;
import chorus.base.Result;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.value.CollectionId;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.Orphan;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplierTest {
  private final FakeStore store = new FakeStore();
  private final Overlay overlay = new Overlay(store);
  private final Keyspace keys = new Keyspace(overlay);
  private Applier applier = new Applier(store, new SplittableRandom(1));
  private long lsn;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theHashAfterAnyHistoryIsThatOfTheRowsAndOfWhatUsersSee(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LogRecord> waiting = new ArrayList<>();
    for (int step = 0; step < 1_500; step++) {
      waiting.add(record(random, 1 + random.nextInt(3)));
      assertThat(overlay.view().countKeys()).isEqualTo(keys.model.size());
      if (random.nextInt(8) == 0) {
        if (random.nextInt(4) == 0) {
          applier = new Applier(store, random, recentRowsBytes(random));
        }
        store.refusals = waiting.isEmpty() ? 0 : random.nextInt(3);
        applyAndCheck(waiting);
      }
      if (random.nextInt(30) == 0) {
        new Reclaimer(store).slice(store.appliedLsn(), 1 + random.nextInt(20));
      }
    }
    applyAndCheck(waiting);
    reclaimAll();
    assertOnlyLivingRowsAreLeft();
    assertThat(Verification.of(store.snapshot()).isClean()).isTrue();
  }

  /// None, a few, all.
  private static long recentRowsBytes(SplittableRandom random) {
    return random.nextInt(3) * 1_000L * (1 + random.nextInt(100));
  }

  @Test
  void aBatchOfManyRecordsEqualsManyBatchesOfOne() {
    SplittableRandom random = new SplittableRandom(99);
    List<LogRecord> records = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      records.add(record(random, 2));
    }
    FakeStore single = new FakeStore();
    Applier other = new Applier(single, new SplittableRandom(2));
    records.forEach(each -> other.apply(List.of(each)));
    applier.apply(records);
    assertThat(store.rows).isEqualTo(single.rows);
  }

  @Test
  void appliedRecordsAreSkippedAndAGapIsRefused() {
    LogRecord one = change(() -> keys.set("a", "1"));
    LogRecord two = change(() -> keys.set("a", "2"));
    LogRecord three = change(() -> keys.set("a", "3"));
    applier.apply(List.of(one, two));
    assertThat(applied(one, two).state().applied()).isEqualTo(two.lsn());
    assertThat(applied(two, three).state().applied()).isEqualTo(three.lsn());
    LogRecord far = rows(new Lsn(9), List.of());
    assertThatThrownBy(() -> applier.apply(List.of(far))).isInstanceOf(BrokenInvariant.class);
  }

  @Test
  void aBeatTellsTheHashAtItsPlaceInTheMiddleOfABatch() {
    LogRecord one = change(() -> keys.set("a", "1"));
    Hash128 then = keys.hash();
    LogRecord beat = new LogRecord(epoch(), new Lsn(++lsn), Hlc.ZERO, RecordKind.BEAT, Bytes.EMPTY);
    LogRecord two = change(() -> keys.set("b", "1"));
    Applied applied = applied(one, beat, two);
    assertThat(applied.beats()).containsExactly(new Beat(beat.lsn(), then));
    assertThat(applied.state().hash()).isEqualTo(keys.hash()).isNotEqualTo(then);
  }

  @Test
  void aRenamedHashKeepsItsElements() {
    apply(k -> k.hset("b", "f", "1"));
    Meta before = keys.meta("b");
    apply(k -> k.rename("b", "a"));
    assertThat(keys.meta("a")).isEqualTo(before);
    apply(k -> k.rename("a", "c"));
    assertThat(keys.meta("c")).isEqualTo(before);
    reclaimAll();
    assertThat(rowsOf(RowKind.ELEMENT)).isEqualTo(1);
    assertThat(Verification.of(store.snapshot()).isClean()).isTrue();
  }

  @Test
  void aDeletedHashLeavesNoRowsOnceReclaimed() {
    apply(k -> {
      for (int i = 0; i < 50; i++) {
        k.hset("a", "f" + i, "v");
      }
    });
    apply(k -> k.del("a"));
    assertThat(rowsOf(RowKind.ELEMENT)).isEqualTo(50);
    assertThat(rowsOf(RowKind.ORPHAN)).isEqualTo(1);
    reclaimAll();
    assertThat(rowsOf(RowKind.ELEMENT)).isZero();
    assertThat(rowsOf(RowKind.ORPHAN)).isZero();
  }

  @Test
  void aHashThatIsMadeAndDeletedInOneRecordLeavesNoRowsOnceReclaimed() {
    apply(k -> {
      k.hset("a", "f", "v");
      k.del("a");
      k.hset("a", "g", "v");
    });
    reclaimAll();
    assertOnlyLivingRowsAreLeft();
    assertThat(rowsOf(RowKind.ELEMENT)).isEqualTo(1);
  }

  @Test
  void aFlushEmptiesTheKeyspaceAtOnceAndItsRowsAreReclaimed() {
    apply(k -> {
      k.hset("a", "f", "v");
      k.set("b", "1");
    });
    apply(Keyspace::flush);
    assertThat(StoreState.of(store)).isEqualTo(new StoreState(new Lsn(2), Hash128.ZERO, 0, 1));
    apply(k -> k.set("b", "2"));
    reclaimAll();
    assertOnlyLivingRowsAreLeft();
    assertThat(rowsOf(RowKind.META)).isEqualTo(1);
    assertThat(rowsOf(RowKind.ELEMENT)).isZero();
    assertThat(rowsOf(RowKind.ORPHAN)).isZero();
  }

  @Test
  void aFlushLeavesTheRowsOfOnceAndTheirPartOfTheHash() {
    apply(k -> {
      k.set("a", "1");
      k.keepOutcome(1, "x");
    });
    Hash128 both = StoreState.of(store).hash();
    apply(Keyspace::flush);
    StoreState flushed = StoreState.of(store);
    assertThat(flushed.hash()).isEqualTo(flushed.once()).isEqualTo(keys.hash()).isNotEqualTo(both);
    apply(k -> k.forgetOutcome(1));
    assertThat(StoreState.of(store).hash()).isEqualTo(Hash128.ZERO);
  }

  @Test
  void whatANewerRecordLeftIsNotReclaimed() {
    apply(k -> k.hset("a", "f", "v"));
    apply(k -> k.hset("b", "f", "v"));
    apply(k -> k.del("a"));
    apply(k -> k.del("b"));
    assertThat(new Reclaimer(store).slice(new Lsn(3), 100)).isFalse();
    assertThat(rowsOf(RowKind.ELEMENT)).isEqualTo(1);
    assertThat(new Reclaimer(store).slice(new Lsn(4), 100)).isFalse();
    assertThat(rowsOf(RowKind.ELEMENT)).isZero();
  }

  @Test
  void reclaimingGoesInSlices() {
    apply(k -> {
      for (int i = 0; i < 100; i++) {
        k.hset("a", "f" + i, "v");
      }
    });
    apply(k -> k.del("a"));
    Reclaimer reclaimer = new Reclaimer(store);
    int before = store.rows.size();
    assertThat(reclaimer.slice(store.appliedLsn(), 10)).isTrue();
    assertThat(before - store.rows.size()).isEqualTo(10);
  }

  /// An engine may still have to pass over what was deleted.
  @Test
  void eachSliceGoesOnWhereTheOneBeforeEnded() {
    apply(k -> {
      for (int i = 0; i < 100; i++) {
        k.hset("a", "f" + i, "v");
      }
    });
    apply(k -> k.del("a"));
    Reclaimer reclaimer = new Reclaimer(store);
    List<Bytes> elements =
        store.rows.keySet().stream().filter(row -> RowKind.of(row) == RowKind.ELEMENT).toList();
    for (int gone = 0; gone < 100; gone += 10) {
      store.scanned.clear();
      assertThat(reclaimer.slice(store.appliedLsn(), 10)).isTrue();
      Bytes lastGone = gone == 0 ? Bytes.EMPTY : elements.get(gone - 1);
      assertThat(store.scanned)
          .filteredOn(row -> RowKind.of(row) == RowKind.ELEMENT)
          .isNotEmpty()
          .allSatisfy(from -> assertThat(from).isGreaterThan(lastGone));
    }
  }

  @Test
  void aRecordThatTouchesSystemRowsIsRefusedAndNothingIsWritten() {
    CollectionId id = new CollectionId(epoch(), new Lsn(1), 0);
    for (Bytes row :
        List.of(RowKeys.stateRow(), RowKeys.orphanRow(new Lsn(1), new Orphan.Collection(id)))) {
      LogRecord record = rows(new Lsn(1), List.of(new Effect.Put(row, Bytes.EMPTY)));
      assertThatThrownBy(() -> applier.apply(List.of(record))).isInstanceOf(BrokenInvariant.class);
    }
    assertThat(store.rows).isEmpty();
  }

  @Test
  void aCollectionWithTwoKeysIsRefused() {
    Meta meta = Meta.OfCollection.empty(ValueType.HASH, new CollectionId(epoch(), new Lsn(1), 0));
    List<Effect> twice =
        List.of(
            new Effect.Put(RowKeys.metaRow(0, Bytes.utf8("a")), meta.encode()),
            new Effect.Put(RowKeys.metaRow(0, Bytes.utf8("b")), meta.encode()));
    assertThatThrownBy(() -> applier.apply(List.of(rows(new Lsn(1), twice))))
        .isInstanceOf(BrokenInvariant.class);
  }

  @Test
  void aKeyOfAPastGenerationIsRefused() {
    Bytes old = RowKeys.metaRow(0, Bytes.utf8("a"));
    apply(Keyspace::flush);
    LogRecord late =
        rows(new Lsn(2), List.of(new Effect.Put(old, new Meta.OfString(Bytes.EMPTY).encode())));
    assertThatThrownBy(() -> applier.apply(List.of(late))).isInstanceOf(BrokenInvariant.class);
  }

  private void applyAndCheck(List<LogRecord> waiting) {
    LogRecord[] records = waiting.toArray(LogRecord[]::new);
    Lsn before = store.appliedLsn();
    while (store.refusals > 0) {
      assertThat(applier.apply(waiting)).isInstanceOf(Result.Failed.class);
      assertThat(store.appliedLsn()).isEqualTo(before);
    }
    StoreState state = applied(records).state();
    waiting.clear();
    overlay.evict(state.applied());
    VerifyReport report = Verification.of(store.snapshot());
    assertThat(report.problems()).isEmpty();
    assertThat(report.recomputed()).isEqualTo(keys.hash()).isEqualTo(state.hash());
    assertThat(report.keys()).isEqualTo(keys.model.size()).isEqualTo(state.keys());
  }

  /// Every row left is one that a key of the present generation reaches, or the engine's own.
  private void assertOnlyLivingRowsAreLeft() {
    long elements = 0;
    for (Object value : keys.model.values()) {
      elements += value instanceof java.util.Map<?, ?> fields ? fields.size() : 0;
    }
    assertThat(rowsOf(RowKind.META)).isEqualTo(keys.model.size());
    assertThat(rowsOf(RowKind.ELEMENT)).isEqualTo(elements);
    assertThat(rowsOf(RowKind.ORPHAN)).isZero();
  }

  private void reclaimAll() {
    Reclaimer reclaimer = new Reclaimer(store);
    StoreState before = StoreState.of(store);
    while (reclaimer.slice(store.appliedLsn(), 7)) {
      assertThat(Verification.of(store.snapshot()).isClean()).isTrue();
    }
    assertThat(StoreState.of(store)).isEqualTo(before);
  }

  private long rowsOf(RowKind kind) {
    return store.rows.keySet().stream().filter(row -> RowKind.of(row) == kind).count();
  }

  private LogRecord record(SplittableRandom random, int commands) {
    return change(() -> {
      for (int i = 0; i < commands; i++) {
        command(random);
      }
    });
  }

  private void command(SplittableRandom random) {
    String key = "k" + random.nextInt(12);
    String field = "f" + random.nextInt(6);
    switch (random.nextInt(12)) {
      case 0 -> keys.set(key, "v" + random.nextInt(5));
      case 1 -> keys.del(key);
      case 2 -> keys.rename(key, "k" + random.nextInt(12));
      case 3, 4 -> keys.hdel(key, field);
      case 5 -> {
        if (random.nextInt(20) == 0) {
          keys.flush();
        }
      }
      case 10 -> keys.keepOutcome(random.nextInt(20), "v" + random.nextInt(5));
      case 11 -> keys.forgetOutcome(random.nextInt(20));
      default -> keys.hset(key, field, "v" + random.nextInt(5));
    }
  }

  private void apply(Consumer<Keyspace> commands) {
    applied(change(() -> commands.accept(keys)));
  }

  private Applied applied(LogRecord... records) {
    if (applier.apply(List.of(records)) instanceof Result.Ok<Applied>(var applied)) {
      return applied;
    }
    throw new AssertionError("refused");
  }

  private LogRecord change(Runnable commands) {
    Lsn next = new Lsn(++lsn);
    keys.begin(new LogPosition(epoch(), next));
    commands.run();
    return rows(next, keys.end());
  }

  private static LogRecord rows(Lsn lsn, List<Effect> effects) {
    return new LogRecord(epoch(), lsn, Hlc.ZERO, RecordKind.ROWS, EffectCodec.encode(effects));
  }

  private static Epoch epoch() {
    return new Epoch(4);
  }
}
