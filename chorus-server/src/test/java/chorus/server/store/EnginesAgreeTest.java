package chorus.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.definition.Engine;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.RowBatch;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One random history of batches, flushes, restarts and snapshots on every engine and on a sorted
/// map: they must agree at every step.
class EnginesAgreeTest {
  @TempDir Path directory;

  private final Map<Engine, Store> stores = new EnumMap<>(Engine.class);

  /// Every batch, so that a restart can replay from where the store stands, as the log would.
  private final List<RowBatch> log = new ArrayList<>();

  private final NavigableMap<Bytes, Bytes> model = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyEngineGivesTheSameRows(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (EngineRig rig = new EngineRig(directory)) {
      for (Engine engine : Engine.values()) {
        stores.put(engine, rig.open(engine, engine.word()));
      }
      for (int step = 0; step < 400; step++) {
        switch (random.nextInt(20)) {
          case 0 -> stores.values().forEach(store -> flush(rig, store));
          case 1 -> restart(rig, random.nextBoolean() ? Engine.ROCKSDB : Engine.MEMORY);
          case 2 -> snapshotStays(rig, random);
          default -> write(rig, batch(random));
        }
        agree(random);
      }
      stores.values().forEach(rig::close);
    }
  }

  private void agree(SplittableRandom random) {
    Bytes one = row(random);
    Bytes other = row(random);
    Bytes from = one.compareTo(other) <= 0 ? one : other;
    Bytes to = from.equals(one) ? other : one;
    for (Store store : stores.values()) {
      assertThat(store.appliedLsn()).isEqualTo(new Lsn(log.size()));
      assertThat(EngineRig.rows(store)).isEqualTo(model);
      assertThat(EngineRig.range(store, from, to)).isEqualTo(model.subMap(from, to));
      assertThat(store.get(from)).isEqualTo(model.get(from));
    }
  }

  private void write(EngineRig rig, RowBatch batch) {
    log.add(batch);
    for (Effect effect : batch.effects()) {
      switch (effect) {
        case Effect.Put(Bytes row, Bytes value) -> model.put(row, value);
        case Effect.Delete(Bytes row) -> model.remove(row);
      }
    }
    stores.values().forEach(store -> rig.write(store, batch));
  }

  private static void flush(EngineRig rig, Store store) {
    Lsn before = store.appliedLsn();
    assertThat(rig.flush(store)).isEqualTo(before);
    assertThat(store.flushedLsn()).isEqualTo(before);
  }

  /// What was not flushed may be gone, never what was; the log brings the rest.
  private void restart(EngineRig rig, Engine engine) {
    Store old = Objects.requireNonNull(stores.get(engine));
    Lsn flushed = old.flushedLsn();
    rig.close(old);
    Store opened = rig.open(engine, engine.word());
    stores.put(engine, opened);
    assertThat(opened.appliedLsn()).isGreaterThanOrEqualTo(flushed);
    for (RowBatch batch : log.subList((int) opened.appliedLsn().number(), log.size())) {
      rig.write(opened, batch);
    }
  }

  private void snapshotStays(EngineRig rig, SplittableRandom random) {
    NavigableMap<Bytes, Bytes> then = new TreeMap<>(model);
    Lsn at = new Lsn(log.size());
    List<StoreSnapshot> snapshots = new ArrayList<>();
    stores.values().forEach(store -> snapshots.add(rig.snapshot(store)));
    write(rig, batch(random));
    for (StoreSnapshot snapshot : snapshots) {
      assertThat(snapshot.appliedLsn()).isEqualTo(at);
      assertThat(EngineRig.rows(snapshot)).isEqualTo(then);
      snapshot.close();
    }
  }

  private RowBatch batch(SplittableRandom random) {
    List<Effect> effects = new ArrayList<>();
    for (int i = random.nextInt(30); i >= 0; i--) {
      Bytes row = row(random);
      effects.add(
          random.nextInt(3) == 0
              ? new Effect.Delete(row)
              : new Effect.Put(row, Bytes.utf8("v" + random.nextInt())));
    }
    return new RowBatch(effects, new Lsn(log.size() + 1L));
  }

  /// Rows that are prefixes of each other, with bytes on both sides of the sign.
  private static Bytes row(SplittableRandom random) {
    byte[] row = new byte[2 + random.nextInt(3)];
    row[0] = 0x20;
    for (int i = 1; i < row.length; i++) {
      row[i] = (byte) (random.nextInt(6) * 50);
    }
    return Bytes.wrap(row);
  }
}
