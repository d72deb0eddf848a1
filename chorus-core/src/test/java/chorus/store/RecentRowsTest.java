package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.store.RecentRows.Holding;
import chorus.value.CollectionId;
import chorus.value.Hash128;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
  private static final int ENTRY_BYTES = 40;

  private final RecentRows rows = rows(64L * ENTRY_BYTES);

  private static RecentRows rows(long limitBytes) {
    return new RecentRows(limitBytes, new SplittableRandom(1));
  }

  private static Hash128 name(RecentRows rows, int number) {
    return rows.name(Bytes.utf8("%040d".formatted(number)));
  }

  private static Holding holding(int number) {
    return new Holding(
        new Hash128(number, -number),
        number % 2 == 0 ? null : new CollectionId(new Epoch(1), new Lsn(number), 0));
  }

  private static int known(RecentRows rows, int from, int to) {
    int known = 0;
    for (int i = from; i < to; i++) {
      known += rows.get(name(rows, i)) == null ? 0 : 1;
    }
    return known;
  }

  @Test
  void theLatestOfARowIsKnown() {
    rows.put(name(rows, 1), holding(1));
    rows.put(name(rows, 1), holding(2));
    assertThat(rows.get(name(rows, 1))).isEqualTo(holding(2));
    assertThat(rows.get(name(rows, 2))).isNull();
  }

  @Test
  void whatIsKnownOfAnyHistoryIsTheLatest() {
    var random = new SplittableRandom(7);
    var model = new HashMap<Integer, Holding>();
    for (int step = 0; step < 20_000; step++) {
      int number = random.nextInt(200);
      if (random.nextInt(4) == 0) {
        rows.forget(name(rows, number));
        model.remove(number);
      } else {
        rows.put(name(rows, number), holding(step));
        model.put(number, holding(step));
      }
    }
    int known = 0;
    for (int number = 0; number < 200; number++) {
      Holding held = rows.get(name(rows, number));
      known += held == null ? 0 : 1;
      assertThat(held == null || held.equals(model.get(number))).isTrue();
    }
    assertThat(known).isGreaterThan(20);
  }

  @Test
  void noMoreIsKeptThanTheLimitAndTheLatestRatherThanTheOldest() {
    for (int i = 0; i < 1_000; i++) {
      rows.put(name(rows, i), holding(i));
    }
    assertThat(known(rows, 0, 1_000)).isBetween(32, 64);
    assertThat(known(rows, 900, 1_000)).isGreaterThan(known(rows, 0, 900));
  }

  @Test
  void almostEverythingIsKeptWhereThereIsRoom() {
    RecentRows large = rows(100_000L * ENTRY_BYTES);
    Map<Integer, Holding> model = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      large.put(name(large, i), holding(i));
      model.put(i, holding(i));
    }
    assertThat(known(large, 0, 10_000)).isGreaterThan(9_000);
    model.forEach((number, holding) -> {
      Holding held = large.get(name(large, number));
      assertThat(held == null || held.equals(holding)).isTrue();
    });
  }

  @Test
  void aForgottenRowStaysForgotten() {
    rows.put(name(rows, 1), holding(1));
    rows.forget(name(rows, 1));
    rows.forget(name(rows, 1));
    assertThat(rows.get(name(rows, 1))).isNull();
  }
}
