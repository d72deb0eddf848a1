package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.value.CollectionId;
import chorus.value.GoldenFile;
import chorus.value.RowKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MemoryEngineTest {
  private static final String FIRST = "s/checkpoint-0000000000000001";
  private static final String SECOND = "s/checkpoint-0000000000000002";

  private final MemoryDisk disk = new MemoryDisk();
  private ManualEnv env = new ManualEnv(disk);

  @Test
  void theCheckpointIsTheGoldenOne() {
    Store store = open();
    CollectionId id = new CollectionId(new Epoch(1), new Lsn(1), 0);
    store.write(
        new RowBatch(
            List.of(new Effect.Put(RowKeys.elementRow(id, Bytes.utf8("f")), Bytes.utf8("v"))),
            new Lsn(1)));
    flush(store);
    new GoldenFile("checkpoint-1.hex").holds("one", Bytes.wrap(disk.content(FIRST)));
  }

  @Test
  void aCrashAtAnyStepOfACheckpointLeavesTheOneBeforeOrTheNewOne() {
    SplittableRandom random = new SplittableRandom(23);
    int kept = 0;
    int replaced = 0;
    for (int stop = 0; replaced < 20; stop++) {
      MemoryDisk own = new MemoryDisk();
      ManualEnv before = new ManualEnv(own);
      Store store = open(before);
      write(store, 1, "a");
      store.flush(done -> {});
      before.settle();
      write(store, 2, "b");
      store.flush(done -> {});
      for (int step = 0; step < stop; step++) {
        before.step();
      }
      own.crash(sector -> random.nextBoolean());
      Store after = open(new ManualEnv(own));
      assertThat(after.appliedLsn()).isIn(new Lsn(1), new Lsn(2));
      assertThat(after.appliedLsn()).isGreaterThanOrEqualTo(store.flushedLsn());
      assertThat(after.get(row("a"))).isNotNull();
      assertThat(after.get(row("b")) != null).isEqualTo(after.appliedLsn().equals(new Lsn(2)));
      if (after.appliedLsn().equals(new Lsn(1))) {
        kept++;
      } else {
        replaced++;
      }
    }
    assertThat(kept).isGreaterThan(3);
  }

  @Test
  void aFlippedBitAnywhereMakesACheckpointUnusable() {
    Store store = open();
    write(store, 1, "a");
    flush(store);
    byte[] whole = disk.content(FIRST);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      disk.put(FIRST, whole);
      disk.flip(FIRST, bit);
      Store opened = open(new ManualEnv(disk));
      assertThat(opened.appliedLsn()).as("bit %d", bit).isEqualTo(Lsn.NONE);
      assertThat(opened.get(row("a"))).isNull();
    }
  }

  @Test
  void aCheckpointCutAnywhereIsPassedOverForTheOneBefore() {
    Store store = open();
    write(store, 1, "a");
    flush(store);
    byte[] older = disk.content(FIRST);
    write(store, 2, "b");
    flush(store);
    byte[] newer = disk.content(SECOND);
    assertThat(disk.paths()).containsExactly(SECOND);
    disk.put(FIRST, older);
    for (int length = 0; length < newer.length; length++) {
      disk.put(SECOND, java.util.Arrays.copyOf(newer, length));
      assertThat(open(new ManualEnv(disk)).appliedLsn()).isEqualTo(new Lsn(1));
    }
    disk.put(SECOND, java.util.Arrays.copyOf(newer, newer.length + 1));
    assertThat(open(new ManualEnv(disk)).appliedLsn()).isEqualTo(new Lsn(1));
    disk.put(SECOND, newer);
    assertThat(open(new ManualEnv(disk)).appliedLsn()).isEqualTo(new Lsn(2));
  }

  @Test
  void aTornCheckpointOfTheSamePositionIsWrittenAnew() {
    Store store = open();
    write(store, 1, "a");
    disk.put(FIRST, new byte[] {1, 2, 3});
    flush(store);
    assertThat(open(new ManualEnv(disk)).appliedLsn()).isEqualTo(new Lsn(1));
  }

  @Test
  void aFailedSyncFailsTheFlushAndKeepsTheCheckpointBefore() {
    Store store = open();
    write(store, 1, "a");
    flush(store);
    write(store, 2, "b");
    disk.health(MemoryDisk.Health.SYNC_FAILS);
    assertThat(this.<Lsn>settled(store::flush)).isInstanceOf(Result.Failed.class);
    assertThat(store.flushedLsn()).isEqualTo(new Lsn(1));
    assertThat(disk.paths()).containsExactly(FIRST);
    disk.health(MemoryDisk.Health.GOOD);
    assertThat(flush(store)).isEqualTo(new Lsn(2));
  }

  @Test
  void flushesThatWaitShareTheNextCheckpoint() {
    Store store = open();
    write(store, 1, "a");
    List<Lsn> flushed = new ArrayList<>();
    store.flush(note(flushed));
    env.step();
    write(store, 2, "b");
    store.flush(note(flushed));
    store.flush(note(flushed));
    env.settle();
    assertThat(flushed).containsExactly(new Lsn(1), new Lsn(2), new Lsn(2));
    assertThat(disk.paths()).containsExactly(SECOND);
  }

  @Test
  void aClosedStoreWritesNoMore() {
    Store store = open();
    write(store, 1, "a");
    List<Fault> faults = new ArrayList<>();
    store.flush(result -> {
      if (result instanceof Result.Failed<Lsn>(Fault fault)) {
        faults.add(fault);
      }
    });
    for (int step = 0; step < 4; step++) {
      env.step();
    }
    store.close();
    env.settle();
    assertThat(faults).hasSize(1);
    assertThat(disk.paths()).isEmpty();
  }

  private Store open() {
    return open(env);
  }

  private Store open(ManualEnv on) {
    env = on;
    return value(this.settled(done -> MemoryEngine.open(on, "s", done)));
  }

  private Lsn flush(Store store) {
    return value(this.<Lsn>settled(store::flush));
  }

  private <T> Result<T> settled(Consumer<Completion<T>> operation) {
    List<Result<T>> results = new ArrayList<>();
    operation.accept(results::add);
    env.settle();
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  private static <T> T value(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(T value) -> value;
      case Result.Failed<T>(Fault fault) -> throw new AssertionError(fault);
    };
  }

  private static Completion<Lsn> note(List<Lsn> flushed) {
    return result -> flushed.add(value(result));
  }

  private static void write(Store store, long lsn, String name) {
    store.write(new RowBatch(List.of(new Effect.Put(row(name), Bytes.utf8("v"))), new Lsn(lsn)));
  }

  private static Bytes row(String name) {
    return Bytes.utf8(" " + name);
  }
}
