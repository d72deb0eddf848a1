package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UniqueNumbersTest {
  private final Verdicts verdicts = new Verdicts(() -> 7);
  private final UniqueNumbers numbers = new UniqueNumbers(verdicts);

  @Test
  void numbersThatAllDifferAreFineInAnyOrderAndWithGaps() {
    numbers.told("orders", List.of(7L));
    numbers.told("orders", List.of(1L, 2L, 5L));
    numbers.told("bills", List.of(7L));
    assertThat(verdicts.found()).isEmpty();
    assertThat(numbers.toldCount()).isEqualTo(5);
  }

  @Test
  void aNumberThatIsToldTwiceBreaksTheLaw() {
    numbers.told("orders", List.of(1L, 2L));
    numbers.told("orders", List.of(2L));
    assertThat(verdicts.found())
        .containsExactly(new Violation(UniqueNumbers.LAW, 7, "told before [orders, 2]"));
  }

  @Test
  void numbersOfOneAnswerThatDoNotRiseBreakTheLaw() {
    numbers.told("orders", List.of(2L, 1L));
    assertThat(verdicts.found()).hasSize(1);
  }

  @Test
  void aNumberBelowOneBreaksTheLaw() {
    numbers.told("orders", List.of(0L));
    assertThat(verdicts.found()).hasSize(1);
  }

  @Test
  void goingOnAboveWhatAPredecessorLeftIsNoticed() {
    numbers.reserved("orders", 1, 1, 100);
    numbers.told("orders", List.of(1L));
    numbers.reserved("orders", 2, 101, 200);
    assertThat(numbers.resumedCount()).isZero();
    numbers.told("orders", List.of(101L));
    assertThat(numbers.resumedCount()).isEqualTo(1);
  }

  @Test
  void goingOnWhereNothingWasLeftIsNot() {
    numbers.reserved("orders", 1, 1, 2);
    numbers.told("orders", List.of(1L, 2L));
    numbers.reserved("orders", 2, 3, 100);
    numbers.told("orders", List.of(3L));
    assertThat(numbers.resumedCount()).isZero();
  }
}
