package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Lsn;
import chorus.base.Require.BrokenInvariant;
import chorus.resp.Bytes;
import chorus.value.Hash128;
import chorus.value.RowKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private final FakeStore store = new FakeStore();
  private final Overlay overlay = new Overlay(store);

  @Test
  void aPutHidesTheStoredRowAndATombstoneHidesItToo() {
    store.write(batch(1, put("a", "old"), put("b", "old")));
    overlay.put(new Lsn(2), List.of(put("a", "new"), delete("b")));
    assertThat(overlay.get(row("a"))).isEqualTo(Bytes.utf8("new"));
    assertThat(overlay.get(row("b"))).isNull();
    assertThat(RowsOf.range(overlay, row("a"), row("z"))).containsOnlyKeys(row("a"));
  }

  @Test
  void evictionDropsWhatIsAppliedAndKeepsWhatIsNewer() {
    overlay.put(new Lsn(1), List.of(put("a", "1"), put("b", "1")));
    overlay.put(new Lsn(2), List.of(put("a", "2")));
    store.write(batch(1, put("a", "1"), put("b", "1")));
    overlay.evict(new Lsn(1));
    assertThat(overlay.pendingAt(row("a"))).isEqualTo(new Lsn(2));
    assertThat(overlay.pendingAt(row("b"))).isEqualTo(Lsn.NONE);
    assertThat(overlay.get(row("a"))).isEqualTo(Bytes.utf8("2"));
    assertThat(overlay.get(row("b"))).isEqualTo(Bytes.utf8("1"));
    overlay.evict(new Lsn(2));
    assertThat(overlay.bytes()).isZero();
  }

  @Test
  void clearingForgetsWhatIsNotStored() {
    store.write(batch(1, put("a", "1")));
    overlay.put(new Lsn(2), List.of(put("a", "2"), put("b", "2")));
    overlay.clear();
    assertThat(overlay.get(row("a"))).isEqualTo(Bytes.utf8("1"));
    assertThat(overlay.get(row("b"))).isNull();
    assertThat(overlay.bytes()).isZero();
    overlay.put(new Lsn(2), List.of(put("b", "other")));
    assertThat(overlay.get(row("b"))).isEqualTo(Bytes.utf8("other"));
  }

  @Test
  void aCountOfKeysWaitsForEveryPendingKeyAndFlush() {
    Bytes gone = RowKeys.metaRow(0, Bytes.utf8("gone"));
    overlay.put(new Lsn(3), List.of(new Effect.Put(gone, Bytes.utf8("1"))));
    overlay.put(new Lsn(4), List.of(new Effect.Delete(gone)));
    TrackedView view = overlay.view();
    assertThat(view.countKeys()).isZero();
    assertThat(view.observed()).isEqualTo(new Lsn(4));
    Effect flush = new Effect.Put(RowKeys.generationRow(), RowKeys.generationValue(1));
    overlay.put(new Lsn(5), List.of(flush));
    view = overlay.view();
    assertThat(view.countKeys()).isZero();
    assertThat(view.observed()).isEqualTo(new Lsn(5));
  }

  @Test
  void aStoreThatIsAheadOfTheOverlayCountsEachKeyOnce() {
    Effect key = new Effect.Put(RowKeys.metaRow(0, Bytes.utf8("k")), Bytes.utf8("1"));
    overlay.put(new Lsn(1), List.of(key));
    StoreState state = new StoreState(new Lsn(1), Hash128.ZERO, 1, 0);
    store.write(new RowBatch(List.of(key, state.row()), new Lsn(1)));
    assertThat(overlay.view().countKeys()).isEqualTo(1);
  }

  @Test
  void entriesComeInLogOrder() {
    overlay.put(new Lsn(2), List.of(put("a", "1")));
    assertThatThrownBy(() -> overlay.put(new Lsn(2), List.of(put("b", "1"))))
        .isInstanceOf(BrokenInvariant.class);
  }

  @Test
  void theGenerationIsReadAnewWhenTheStoreMovedOn() {
    Bytes row = RowKeys.generationRow();
    assertThat(overlay.get(row)).isNull();
    store.write(new RowBatch(List.of(new Effect.Put(row, Bytes.utf8("1"))), new Lsn(1)));
    assertThat(overlay.get(row)).isEqualTo(Bytes.utf8("1"));
    overlay.put(new Lsn(2), List.of(new Effect.Put(row, Bytes.utf8("2"))));
    assertThat(overlay.view().get(row)).isEqualTo(Bytes.utf8("2"));
    overlay.clear();
    assertThat(overlay.view().get(row)).isEqualTo(Bytes.utf8("1"));
  }

  @Test
  void aViewObservesWhatItSawAndWhatItFoundAbsent() {
    overlay.put(new Lsn(5), List.of(put("seen", "1")));
    overlay.put(new Lsn(6), List.of(delete("gone")));
    overlay.put(new Lsn(7), List.of(put("other", "1")));
    TrackedView view = overlay.view();
    view.get(row("never written"));
    assertThat(view.observed()).isEqualTo(Lsn.NONE);
    view.get(row("seen"));
    assertThat(view.observed()).isEqualTo(new Lsn(5));
    view.get(row("gone"));
    assertThat(view.observed()).isEqualTo(new Lsn(6));
    assertThat(overlay.view().observed()).isEqualTo(Lsn.NONE);
  }

  @Test
  void aScanObservesTheRowsThatItPassedAndNoFurther() {
    overlay.put(new Lsn(5), List.of(put("a", "1"), put("c", "1")));
    overlay.put(new Lsn(6), List.of(delete("b")));
    overlay.put(new Lsn(7), List.of(put("d", "1")));
    TrackedView view = overlay.view();
    try (RowCursor cursor = view.scan(row("a"), row("z"))) {
      assertThat(view.observed()).isEqualTo(Lsn.NONE);
      cursor.next();
      assertThat(view.observed()).isEqualTo(new Lsn(5));
      cursor.next();
      assertThat(cursor.row()).isEqualTo(row("c"));
      assertThat(view.observed()).isEqualTo(new Lsn(6));
    }
  }

  @Test
  void aHistoryEqualsAModelAndObservationIsExact() {
    SplittableRandom random = new SplittableRandom(17);
    NavigableMap<Bytes, Bytes> model = new TreeMap<>();
    NavigableMap<Bytes, Lsn> pending = new TreeMap<>();
    List<RowBatch> unapplied = new ArrayList<>();
    for (int lsn = 1; lsn <= 4_000; lsn++) {
      Lsn here = new Lsn(lsn);
      List<Effect> effects = changes(random, lsn);
      overlay.put(here, effects);
      unapplied.add(new RowBatch(effects, here));
      for (Effect effect : effects) {
        apply(model, effect);
        pending.put(effect.row(), here);
      }
      if (random.nextInt(10) == 0) {
        Lsn applied = store(unapplied, 1 + random.nextInt(unapplied.size()));
        overlay.evict(applied);
        pending.values().removeIf(at -> !at.isAfter(applied));
      }
      // Not each time: entries are replaced and evicted before a scan sees them, too.
      if (random.nextInt(5) == 0) {
        check(model, pending, row(random.nextInt(60)), row(random.nextInt(60)));
      }
    }
  }

  private void check(
      NavigableMap<Bytes, Bytes> model, NavigableMap<Bytes, Lsn> pending, Bytes one, Bytes other) {
    Bytes from = one.compareTo(other) <= 0 ? one : other;
    Bytes to = from.equals(one) ? other : one;
    TrackedView scan = overlay.view();
    assertThat(RowsOf.range(scan, from, to)).isEqualTo(model.subMap(from, to));
    assertThat(scan.observed())
        .isEqualTo(pending.subMap(from, to).values().stream().reduce(Lsn.NONE, Lsn::max));
    TrackedView point = overlay.view();
    assertThat(point.get(from)).isEqualTo(model.get(from));
    assertThat(point.observed()).isEqualTo(pending.getOrDefault(from, Lsn.NONE));
    assertThat(overlay.pendingAt(from)).isEqualTo(point.observed());
    assertThat(overlay.bytes() == 0).isEqualTo(pending.isEmpty());
  }

  private Lsn store(List<RowBatch> unapplied, int count) {
    List<RowBatch> now = unapplied.subList(0, count);
    now.forEach(store::write);
    now.clear();
    return store.appliedLsn();
  }

  private static List<Effect> changes(SplittableRandom random, int lsn) {
    List<Effect> effects = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Bytes row = row(random.nextInt(60));
      effects.add(
          random.nextInt(3) == 0
              ? new Effect.Delete(row)
              : new Effect.Put(row, Bytes.utf8(lsn + "." + i)));
    }
    return effects;
  }

  private static void apply(NavigableMap<Bytes, Bytes> model, Effect effect) {
    switch (effect) {
      case Effect.Put(Bytes row, Bytes value) -> model.put(row, value);
      case Effect.Delete(Bytes row) -> model.remove(row);
    }
  }

  private static RowBatch batch(long lsn, Effect... effects) {
    return new RowBatch(List.of(effects), new Lsn(lsn));
  }

  private static Effect put(String name, String value) {
    return new Effect.Put(row(name), Bytes.utf8(value));
  }

  private static Effect delete(String name) {
    return new Effect.Delete(row(name));
  }

  private static Bytes row(int number) {
    return row(String.format("%02d", number));
  }

  private static Bytes row(String name) {
    return Bytes.utf8("r" + name);
  }
}
