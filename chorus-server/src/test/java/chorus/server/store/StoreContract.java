package chorus.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.definition.Engine;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every engine promises behind the `Store` port.
abstract class StoreContract {
  @TempDir Path directory;

  private final Engine engine;
  private EngineRig rig;
  private Store store;

  StoreContract(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    rig = new EngineRig(directory);
    store = rig.open(engine, "s");
  }

  @AfterEach
  void end() {
    rig.close(store);
    rig.close();
  }

  @Test
  void aNewStoreStandsAtNoPositionAndHasNoRows() {
    assertThat(store.appliedLsn()).isEqualTo(Lsn.NONE);
    assertThat(store.flushedLsn()).isEqualTo(Lsn.NONE);
    assertThat(EngineRig.rows(store)).isEmpty();
    assertThat(rig.flush(store)).isEqualTo(Lsn.NONE);
  }

  @Test
  void aBatchBringsItsRowsAndItsPosition() {
    rig.write(store, 3, put("a", "1"), put("b", "1"), delete("absent"));
    rig.write(store, 5, put("a", "2"), delete("b"), put("empty", ""));
    assertThat(store.appliedLsn()).isEqualTo(new Lsn(5));
    assertThat(store.get(row("a"))).isEqualTo(Bytes.utf8("2"));
    assertThat(store.get(row("b"))).isNull();
    assertThat(store.get(row("empty"))).isEqualTo(Bytes.EMPTY);
    assertThat(EngineRig.rows(store)).containsOnlyKeys(row("a"), row("empty"));
  }

  @Test
  void manyRowsAreReadInTheOrderAskedFor() {
    rig.write(store, 1, put("a", "1"), put("b", "2"), put("empty", ""));
    assertThat(store.getAll(List.of(row("b"), row("absent"), row("a"), row("empty"), row("b"))))
        .containsExactly(Bytes.utf8("2"), null, Bytes.utf8("1"), Bytes.EMPTY, Bytes.utf8("2"));
    assertThat(store.getAll(List.of())).isEmpty();
  }

  @Test
  void laterEffectsOfABatchWin() {
    rig.write(store, 1, put("a", "1"), delete("a"), put("a", "2"), put("b", "1"), delete("b"));
    assertThat(store.get(row("a"))).isEqualTo(Bytes.utf8("2"));
    assertThat(store.get(row("b"))).isNull();
  }

  @Test
  void scansAreOrderedAsUnsignedBytesAndBounded() {
    Bytes low = Bytes.wrap(new byte[] {0x20, 0x7f});
    Bytes high = Bytes.wrap(new byte[] {0x20, (byte) 0x80});
    Bytes longer = Bytes.wrap(new byte[] {0x20, (byte) 0x80, 0});
    rig.write(
        store,
        1,
        new Effect.Put(longer, Bytes.EMPTY),
        new Effect.Put(high, Bytes.EMPTY),
        new Effect.Put(low, Bytes.EMPTY));
    assertThat(EngineRig.rows(store).keySet()).containsExactly(low, high, longer);
    assertThat(EngineRig.range(store, low, longer).keySet()).containsExactly(low, high);
    assertThat(EngineRig.range(store, high, high)).isEmpty();
  }

  @Test
  void aSnapshotStaysAsItWas() {
    rig.write(store, 1, put("a", "1"));
    try (StoreSnapshot snapshot = rig.snapshot(store)) {
      rig.write(store, 2, put("a", "2"), put("b", "2"));
      assertThat(snapshot.appliedLsn()).isEqualTo(new Lsn(1));
      assertThat(snapshot.get(row("a"))).isEqualTo(Bytes.utf8("1"));
      assertThat(EngineRig.rows(snapshot)).containsOnlyKeys(row("a"));
    }
  }

  @Test
  void aSnapshotMayOutliveItsStore() {
    rig.write(store, 1, put("a", "1"));
    StoreSnapshot snapshot = rig.snapshot(store);
    rig.close(store);
    assertThat(EngineRig.rows(snapshot)).containsOnlyKeys(row("a"));
    snapshot.close();
    snapshot.close();
    store = rig.open(engine, "s");
  }

  @Test
  void whatWasFlushedSurvivesAndItsPositionIsKnown() {
    rig.write(store, 1, put("a", "1"), put("b", "1"));
    rig.write(store, 2, delete("b"));
    assertThat(rig.flush(store)).isEqualTo(new Lsn(2));
    assertThat(store.flushedLsn()).isEqualTo(new Lsn(2));
    rig.write(store, 3, put("c", "1"));
    assertThat(store.flushedLsn()).isEqualTo(new Lsn(2));
    reopen();
    assertThat(store.appliedLsn()).isEqualTo(new Lsn(2));
    assertThat(store.flushedLsn()).isEqualTo(new Lsn(2));
    assertThat(EngineRig.rows(store)).containsOnlyKeys(row("a"));
  }

  @Test
  void aStoreGoesOnAfterAFlushAndAReopening() {
    for (int lsn = 1; lsn <= 5; lsn++) {
      rig.write(store, lsn, put("k" + lsn, "v"));
      rig.flush(store);
      reopen();
    }
    assertThat(EngineRig.rows(store)).hasSize(5);
    assertThat(store.appliedLsn()).isEqualTo(new Lsn(5));
  }

  @Test
  void aBatchThatKeepsThePositionIsApplied() {
    rig.write(store, 1, put("a", "1"), put("b", "1"));
    rig.write(store, 1, delete("a"));
    assertThat(store.appliedLsn()).isEqualTo(new Lsn(1));
    assertThat(EngineRig.rows(store)).containsOnlyKeys(row("b"));
  }

  @Test
  void manyRowsAndLargeOnesSurvive() {
    Effect[] effects = new Effect[20_000];
    for (int i = 0; i < effects.length; i++) {
      effects[i] = put("k" + i, "v".repeat(i % 1_000 == 0 ? 300_000 : 20));
    }
    rig.write(store, 1, effects);
    var before = EngineRig.rows(store);
    rig.flush(store);
    reopen();
    assertThat(EngineRig.rows(store)).isEqualTo(before).hasSize(effects.length);
  }

  private void reopen() {
    rig.close(store);
    store = rig.open(engine, "s");
  }

  static Effect put(String name, String value) {
    return new Effect.Put(row(name), Bytes.utf8(value));
  }

  static Effect delete(String name) {
    return new Effect.Delete(row(name));
  }

  static Bytes row(String name) {
    return Bytes.utf8(" " + name);
  }
}
