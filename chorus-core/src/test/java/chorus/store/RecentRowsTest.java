package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.store.RecentRows.Holding;
import chorus.value.Hash128;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
  private static final int ROW_BYTES = 40;

  /// What an entry of such a row is counted as, in bytes.
  private static final int ENTRY_BYTES = 160 + ROW_BYTES;

  private final RecentRows rows = new RecentRows(20L * ENTRY_BYTES);

  private static Bytes row(int number) {
    return Bytes.utf8("%040d".formatted(number));
  }

  private static Holding holding(int number) {
    return new Holding(new Hash128(number, number), null);
  }

  private int known(int from, int to) {
    int known = 0;
    for (int i = from; i < to; i++) {
      known += rows.get(row(i)) == null ? 0 : 1;
    }
    return known;
  }

  @Test
  void theLatestOfARowIsKnown() {
    rows.put(row(1), holding(1));
    rows.put(row(1), holding(2));
    assertThat(rows.get(row(1))).isEqualTo(holding(2));
    assertThat(rows.get(row(2))).isNull();
  }

  @Test
  void aChangedRowIsNotRememberedAsItWasInTheOldGeneration() {
    rows.put(row(1), holding(1));
    for (int i = 100; i < 111; i++) {
      rows.put(row(i), holding(i));
    }
    rows.put(row(1), holding(2));
    assertThat(rows.get(row(1))).isEqualTo(holding(2));
  }

  @Test
  void aForgottenRowStaysForgottenInBothGenerations() {
    rows.put(row(1), holding(1));
    for (int i = 100; i < 110; i++) {
      rows.put(row(i), holding(i));
    }
    assertThat(rows.get(row(1))).isNotNull();
    rows.forget(row(1));
    assertThat(rows.get(row(1))).isNull();
  }

  @Test
  void noMoreIsKeptThanTheLimit() {
    for (int i = 0; i < 1_000; i++) {
      rows.put(row(i), holding(i));
    }
    assertThat(known(0, 980)).isZero();
    assertThat(known(980, 1_000)).isBetween(10, 20);
  }

  @Test
  void whatIsAskedForStays() {
    rows.put(row(0), holding(0));
    for (int i = 1; i < 1_000; i++) {
      rows.put(row(i), holding(i));
      assertThat(rows.get(row(0))).isEqualTo(holding(0));
    }
  }

  @Test
  void withoutMemoryNothingIsKept() {
    RecentRows none = new RecentRows(0);
    none.put(row(1), holding(1));
    none.put(row(2), holding(2));
    assertThat(none.get(row(1))).isNull();
  }
}
