package chorus.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OrderKeysTest {
  private static final CollectionId ID = new CollectionId(new Epoch(3), new Lsn(77), 1);
  private static final Bytes A = Bytes.utf8("a");
  private static final Bytes B = Bytes.utf8("b");

  @Test
  void placesLieInTheOrderOfScoresAndThenOfMembers() {
    List<Bytes> places = new ArrayList<>(List.of(Place.HEAD.bytes(), Place.FIRST.bytes()));
    double[] scores = {
      Double.NEGATIVE_INFINITY,
      -Double.MAX_VALUE,
      -1.5,
      -1,
      -Double.MIN_VALUE,
      0,
      Double.MIN_VALUE,
      1,
      1.5,
      1e300,
      Double.POSITIVE_INFINITY
    };
    for (double score : scores) {
      places.add(Place.before(score).bytes());
      places.add(Place.of(score, A).bytes());
      places.add(Place.of(score, A).next().bytes());
      places.add(Place.of(score, Bytes.wrap(new byte[] {'a', 0, 0})).bytes());
      places.add(Place.of(score, B).bytes());
      places.add(Place.of(score, Bytes.wrap(new byte[] {(byte) 0xff, (byte) 0xff})).bytes());
      places.add(Place.behind(score).bytes());
    }
    places.add(Place.END.bytes());
    assertThat(places).isSorted();
    assertThat(Place.before(1).bytes()).isEqualTo(Place.of(1, Bytes.EMPTY).bytes());
  }

  @Test
  void aRowGivesBackWhatItWasMadeOf() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double score = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(score)) {
        Bytes row = OrderKeys.row(ID, 0, Place.of(score, B));
        assertThat(OrderKeys.scoreOf(row)).isEqualTo(score);
        assertThat(OrderKeys.memberOf(row)).isEqualTo(B);
        assertThat(OrderKeys.score(OrderKeys.scoreValue(score))).isEqualTo(score);
      }
    }
    Bytes row = OrderKeys.row(ID, 3, Place.of(1, Bytes.EMPTY));
    assertThat(OrderKeys.levelOf(row)).isEqualTo(3);
    assertThat(OrderKeys.memberOf(row)).isEqualTo(Bytes.EMPTY);
    assertThat(OrderKeys.collectionOf(row)).isEqualTo(ID);
    assertThat(OrderKeys.count(OrderKeys.countValue(300))).isEqualTo(300);
  }

  @Test
  void minusZeroIsZero() {
    assertThat(Place.of(-0.0, A)).isEqualTo(Place.of(0, A));
    assertThat(OrderKeys.scoreValue(-0.0)).isEqualTo(OrderKeys.scoreValue(0));
  }

  @Test
  void whatIsNoScoreIsRefused() {
    for (double wrong : new double[] {Double.NaN, -0.0}) {
      Bytes bits = new FieldWriter(8).u64(Double.doubleToRawLongBits(wrong)).done();
      assertThatThrownBy(() -> OrderKeys.score(bits)).isInstanceOf(Malformed.class);
    }
    assertThatThrownBy(() -> OrderKeys.score(A)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Place.of(Double.NaN, A)).isInstanceOf(Require.BrokenInvariant.class);
  }

  @Test
  void theHeightIsThatOfTheTrailingZeros() {
    for (int i = 0; i < 100_000; i++) {
      Bytes member = Bytes.utf8("m" + i);
      int height = OrderKeys.height(member);
      long hash = RowKeys.hash62(member);
      assertThat(hash % (1L << (5 * height))).isZero();
      assertThat(hash % (1L << (5 * height + 5))).isNotZero();
    }
  }

  @Test
  void theRowsOfACollectionAreARange() {
    RowRange range = OrderKeys.collectionRange(ID);
    for (int level = 0; level <= OrderKeys.TOP; level++) {
      for (Place place : List.of(Place.HEAD, Place.FIRST, Place.of(1, A), Place.END)) {
        Bytes row = OrderKeys.row(ID, level, place);
        assertThat(row).isBetween(range.from(), range.to());
        assertThat(row).isBetween(RowKeys.snapshotRows().from(), RowKeys.snapshotRows().to());
      }
    }
    CollectionId next = new CollectionId(new Epoch(3), new Lsn(77), 2);
    assertThat(OrderKeys.row(next, 0, Place.HEAD)).isGreaterThanOrEqualTo(range.to());
  }
}
