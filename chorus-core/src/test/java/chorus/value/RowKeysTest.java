package chorus.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeysTest {
  private static final Bytes KEY = Bytes.utf8("user:1");
  private static final CollectionId ID = id(3, 0x0102030405L, 9);
  private static final OnceSession SESSION = new OnceSession(new Lsn(0x2a), 0x00f39c1e6b7d2205L);

  @Test
  void aRowKeyGivesBackWhatItWasMadeOf() {
    Bytes meta = RowKeys.metaRow(5, KEY);
    assertThat(RowKeys.keyOf(meta)).isEqualTo(KEY);
    assertThat(RowKeys.generationOf(meta)).isEqualTo(5);
    assertThat(RowKeys.hashOf(meta)).isEqualTo(RowKeys.hash62(KEY));
    Bytes element = RowKeys.elementRow(ID, KEY);
    assertThat(RowKeys.elementOf(element)).isEqualTo(KEY);
    assertThat(RowKeys.collectionOf(element)).isEqualTo(ID);
    assertThat(RowKeys.hashOf(element)).isEqualTo(RowKeys.hash62(KEY));
    Bytes listed = RowKeys.listRow(ID, 77);
    assertThat(RowKeys.position(RowKeys.elementOf(listed))).isEqualTo(77);
    assertThat(RowKeys.hashOf(listed)).isEqualTo(77);
    for (Orphan orphan : List.of(new Orphan.Collection(ID), new Orphan.GenerationsBefore(6))) {
      Bytes row = RowKeys.orphanRow(new Lsn(44), orphan);
      assertThat(RowKeys.orphanOf(row)).isEqualTo(orphan);
      assertThat(RowKeys.orphanedAt(row)).isEqualTo(new Lsn(44));
    }
  }

  @Test
  void aHashIsAPositiveNumberOf62Bits() {
    for (int i = 0; i < 1_000; i++) {
      long hash = RowKeys.hash62(Bytes.utf8("key" + i));
      assertThat(hash).isBetween(0L, (1L << 62) - 1);
    }
  }

  @Test
  void aRangeFromAHashHoldsThatHashAndAllAbove() {
    long hash = RowKeys.hash62(KEY);
    Bytes meta = RowKeys.metaRow(5, KEY);
    assertThat(within(RowKeys.metaRange(5, 0), meta)).isTrue();
    assertThat(within(RowKeys.metaRange(5, hash), meta)).isTrue();
    assertThat(within(RowKeys.metaRange(5, hash + 1), meta)).isFalse();
    assertThat(within(RowKeys.metaRange(4, 0), meta)).isFalse();
    assertThat(within(RowKeys.metaRange(6, 0), meta)).isFalse();
    assertThat(within(RowKeys.metaRangeBefore(6), meta)).isTrue();
    assertThat(within(RowKeys.metaRangeBefore(5), meta)).isFalse();
    Bytes element = RowKeys.elementRow(ID, KEY);
    assertThat(within(RowKeys.elementRange(ID, hash), element)).isTrue();
    assertThat(within(RowKeys.elementRange(ID, hash + 1), element)).isFalse();
    assertThat(within(RowKeys.collectionRange(ID), element)).isTrue();
    assertThat(within(RowKeys.collectionRange(id(3, 0x0102030405L, 8)), element)).isFalse();
  }

  @Test
  void theElementsOfAListLieInTheOrderOfTheirPositions() {
    long middle = 1L << 61;
    for (long position : new long[] {0, 255, middle - 1, middle, Long.MAX_VALUE - 1}) {
      Bytes row = RowKeys.listRow(ID, position);
      assertThat(row).isLessThan(RowKeys.listRow(ID, position + 1));
      assertThat(within(RowKeys.elementRange(ID, position), row)).isTrue();
      assertThat(within(RowKeys.elementRange(ID, position + 1), row)).isFalse();
      assertThat(within(RowKeys.collectionRange(ID), row)).isTrue();
    }
    assertThatThrownBy(() -> RowKeys.position(KEY)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> RowKeys.position(RowKeys.positionName(-1)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void aRangeEndsBehindAPrefixOfFullBytes() {
    CollectionId last = id(0xffff_ffffL, Long.MAX_VALUE, 0xffff);
    assertThat(within(RowKeys.collectionRange(last), RowKeys.elementRow(last, KEY))).isTrue();
    assertThat(
            within(RowKeys.collectionRange(id(7, 1, 0xffff)), RowKeys.elementRow(id(7, 2, 0), KEY)))
        .isFalse();
  }

  @Test
  void theEmptyKeyHasARowOfItsOwn() {
    assertThat(RowKeys.keyOf(RowKeys.metaRow(0, Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
    assertThat(RowKeys.elementOf(RowKeys.elementRow(ID, Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void orphanRowsUpToAnLsnAreARange() {
    Bytes row = RowKeys.orphanRow(new Lsn(44), new Orphan.GenerationsBefore(6));
    assertThat(within(RowKeys.orphanRange(new Lsn(44)), row)).isTrue();
    assertThat(within(RowKeys.orphanRange(new Lsn(43)), row)).isFalse();
  }

  @Test
  void everyRowIsInTheRangeOfAllRows() {
    List<Bytes> rows =
        List.of(
            RowKeys.appliedRow(),
            RowKeys.stateRow(),
            RowKeys.generationRow(),
            RowKeys.metaRow(0, KEY),
            OnceKeys.countRow(),
            OnceKeys.sessionRow(SESSION),
            OnceKeys.useRow(7, SESSION),
            OnceKeys.outcomeRow(SESSION, 1),
            RowKeys.elementRow(ID, KEY),
            OrderKeys.row(ID, 0, Place.of(2.5, KEY)),
            RowKeys.orphanRow(new Lsn(44), new Orphan.Collection(ID)));
    assertThat(rows).isSorted().allMatch(row -> within(RowKeys.allRows(), row));
  }

  @Test
  void aRowOfAnotherKindIsMalformed() {
    assertThatThrownBy(() -> RowKeys.keyOf(RowKeys.elementRow(ID, KEY)))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> RowKeys.keyOf(RowKeys.metaRow(0, KEY).slice(0, 12)))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> RowKind.of(Bytes.EMPTY)).isInstanceOf(Malformed.class);
  }

  @Test
  void theLayoutIsTheGoldenOne() {
    GoldenFile golden = new GoldenFile("rows-1.hex");
    golden.holds("generation-row", RowKeys.generationRow());
    golden.holds("generation-value", RowKeys.generationValue(258));
    golden.holds("applied-row", RowKeys.appliedRow());
    golden.holds("applied-value", RowKeys.appliedValue(new Lsn(258)));
    golden.holds("state-row", RowKeys.stateRow());
    golden.holds("meta-row", RowKeys.metaRow(5, KEY));
    golden.holds("expiry-row", RowKeys.expiryRow(5, 1_700_000_000_000L, KEY));
    golden.holds("element-row", RowKeys.elementRow(ID, KEY));
    golden.holds("list-element-row", RowKeys.listRow(ID, 0x0102030405060708L));
    golden.holds("order-row", OrderKeys.row(ID, 0, Place.of(2.5, KEY)));
    golden.holds("order-tower-row", OrderKeys.row(ID, 1, Place.of(-2.5, KEY)));
    golden.holds("order-head-row", OrderKeys.row(ID, 4, Place.HEAD));
    golden.holds("order-count-value", OrderKeys.countValue(300));
    golden.holds("score-value", OrderKeys.scoreValue(2.5));
    golden.holds("once-count-row", OnceKeys.countRow());
    golden.holds("once-count-value", OnceKeys.countValue(300));
    golden.holds("once-session-row", OnceKeys.sessionRow(SESSION));
    golden.holds("once-use-row", OnceKeys.useRow(0x19a83cd1000L, SESSION));
    golden.holds("once-outcome-row", OnceKeys.outcomeRow(SESSION, 258));
    golden.holds("orphan-collection", RowKeys.orphanRow(new Lsn(44), new Orphan.Collection(ID)));
    golden.holds(
        "orphan-generations", RowKeys.orphanRow(new Lsn(44), new Orphan.GenerationsBefore(6)));
  }

  @Test
  void theRowsOfASessionAreRangesInOrderOfUseAndOfSeq() {
    assertThat(OnceKeys.sessionOf(OnceKeys.useRow(7, SESSION))).isEqualTo(SESSION);
    assertThat(within(OnceKeys.usedBefore(8), OnceKeys.useRow(7, SESSION))).isTrue();
    assertThat(within(OnceKeys.usedBefore(7), OnceKeys.useRow(7, SESSION))).isFalse();
    assertThat(within(OnceKeys.sessions(), OnceKeys.sessionRow(SESSION))).isTrue();
    assertThat(within(OnceKeys.sessions(), OnceKeys.useRow(0, SESSION))).isFalse();
    Bytes outcome = OnceKeys.outcomeRow(SESSION, 300);
    assertThat(within(OnceKeys.outcomes(SESSION), outcome)).isTrue();
    assertThat(within(OnceKeys.outcomesBefore(SESSION, 301), outcome)).isTrue();
    assertThat(within(OnceKeys.outcomesBefore(SESSION, 300), outcome)).isFalse();
    OnceSession next = new OnceSession(SESSION.opened(), SESSION.random() + 1);
    assertThat(within(OnceKeys.outcomes(next), outcome)).isFalse();
  }

  @Test
  void aSessionHasOneName() {
    assertThat(SESSION.name()).isEqualTo("2a-00f39c1e6b7d2205");
    assertThat(OnceSession.named(SESSION.name())).contains(SESSION);
    for (String wrong :
        List.of("", "2a", "2A-00f39c1e6b7d2205", "02a-00f39c1e6b7d2205", "2a-f39c1e6b7d2205")) {
      assertThat(OnceSession.named(wrong)).isEmpty();
    }
  }

  private static boolean within(RowRange range, Bytes row) {
    return range.from().compareTo(row) <= 0 && row.compareTo(range.to()) < 0;
  }

  private static CollectionId id(long epoch, long lsn, int ordinal) {
    return new CollectionId(new Epoch(epoch), new Lsn(lsn), ordinal);
  }
}
