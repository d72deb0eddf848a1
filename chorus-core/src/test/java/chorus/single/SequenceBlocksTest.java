package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Limits;
import chorus.resp.Bytes;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SequenceBlocksTest {
  private static final Bytes ORDERS = Bytes.utf8("orders");
  private static final Bytes BILLS = Bytes.utf8("bills");

  private final SequenceBlocks blocks = new SequenceBlocks();

  @Test
  void nothingIsGivenOutBeforeABlockIsCommitted() {
    assertThat(blocks.draw(ORDERS, 1)).isEmpty();
    assertThat(blocks.ask(ORDERS, 1)).hasValue(SequenceBlocks.FIRST_BLOCK);
    assertThat(blocks.draw(ORDERS, 1)).isEmpty();
    blocks.committed(ORDERS, 0, 100);
    assertThat(blocks.draw(ORDERS, 1)).hasValue(1);
    assertThat(blocks.draw(BILLS, 1)).isEmpty();
  }

  @Test
  void numbersRiseAndGoOnAboveWhatOthersReserved() {
    blocks.committed(ORDERS, 700, 800);
    assertThat(blocks.draw(ORDERS, 3)).hasValue(701);
    assertThat(blocks.draw(ORDERS, 1)).hasValue(704);
    assertThat(blocks.left()).isEqualTo(96);
  }

  @Test
  void whatIsNotThereInFullTakesNothing() {
    blocks.committed(ORDERS, 0, 100);
    assertThat(blocks.draw(ORDERS, 101)).isEmpty();
    assertThat(blocks.draw(ORDERS, 100)).hasValue(1);
    assertThat(blocks.draw(ORDERS, 1)).isEmpty();
  }

  @Test
  void theNextBlockIsAskedForAtHalfAndOnce() {
    assertThat(blocks.ask(ORDERS, 1)).hasValue(100);
    assertThat(blocks.ask(ORDERS, 1)).isEmpty();
    blocks.committed(ORDERS, 0, 100);
    assertThat(blocks.settled(ORDERS)).isTrue();
    blocks.draw(ORDERS, 50);
    assertThat(blocks.ask(ORDERS, 0)).isEmpty();
    blocks.draw(ORDERS, 1);
    assertThat(blocks.ask(ORDERS, 0)).hasValue(200);
    assertThat(blocks.ask(ORDERS, 0)).isEmpty();
  }

  @Test
  void aQuestionThatBroughtNothingMayBeAskedAgain() {
    assertThat(blocks.ask(ORDERS, 1)).hasValue(100);
    assertThat(blocks.settled(ORDERS)).isFalse();
    assertThat(blocks.ask(ORDERS, 1)).hasValue(100);
  }

  @Test
  void blocksGrowWithUseUpToTheLimit() {
    long mark = 0;
    for (long expected = 100; mark < 100_000; expected = Math.min(2 * expected, 10_000)) {
      assertThat(blocks.ask(ORDERS, 1)).hasValue(expected);
      blocks.committed(ORDERS, mark, mark + expected);
      blocks.settled(ORDERS);
      mark += expected;
      assertThat(blocks.draw(ORDERS, (int) expected)).isPresent();
    }
  }

  @Test
  void aLargeDemandIsAskedForAtOnceAsFarAsABlockGoes() {
    assertThat(blocks.ask(ORDERS, 2500)).hasValue(2500);
    blocks.committed(ORDERS, 0, 2500);
    blocks.settled(ORDERS);
    assertThat(blocks.ask(ORDERS, 90_000)).hasValue(Limits.SEQUENCE_BLOCK);
  }

  @Test
  void aBlockThatIsHeardOfTwiceIsHadOnce() {
    blocks.committed(ORDERS, 0, 100);
    assertThat(blocks.draw(ORDERS, 60)).hasValue(1);
    blocks.committed(ORDERS, 0, 100);
    assertThat(blocks.draw(ORDERS, 41)).isEmpty();
    assertThat(blocks.draw(ORDERS, 40)).hasValue(61);
    blocks.committed(ORDERS, 50, 150);
    assertThat(blocks.draw(ORDERS, 1)).hasValue(101);
  }

  @Test
  void whatIsLeftBelowAGapIsAbandoned() {
    blocks.committed(ORDERS, 0, 100);
    blocks.draw(ORDERS, 10);
    blocks.committed(ORDERS, 500, 600);
    assertThat(blocks.draw(ORDERS, 1)).hasValue(501);
    assertThat(blocks.left()).isEqualTo(99);
  }

  @Test
  void aSequenceThatNeverGotANumberIsForgotten() {
    for (int each = 0; each < 10; each++) {
      Bytes name = Bytes.utf8("s" + each);
      blocks.ask(name, 1);
      blocks.settled(name);
    }
    assertThat(blocks.sequences()).isZero();
  }

  /// Whatever is committed, heard of again, or skipped: no number twice, each above the last.
  @Test
  void noHistoryGivesANumberTwice() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SequenceBlocks drawn = new SequenceBlocks();
      TreeSet<Long> seen = new TreeSet<>();
      long mark = 0;
      for (int step = 0; step < 300; step++) {
        if (random.nextInt(4) == 0) {
          long above = random.nextInt(3) == 0 ? random.nextLong(mark + 1) : mark;
          long upTo = Math.max(mark, above + random.nextInt(120));
          drawn.committed(ORDERS, above, upTo);
          mark = upTo + (random.nextBoolean() ? random.nextInt(50) : 0);
        } else {
          int count = 1 + random.nextInt(30);
          OptionalLong first = drawn.draw(ORDERS, count);
          for (int each = 0; first.isPresent() && each < count; each++) {
            long number = first.getAsLong() + each;
            assertThat(seen.isEmpty() || number > seen.last()).as("seed %d", seed).isTrue();
            assertThat(number).isPositive().isLessThanOrEqualTo(mark);
            seen.add(number);
          }
        }
      }
      assertThat(seen.size()).isGreaterThan(100);
    }
  }
}
