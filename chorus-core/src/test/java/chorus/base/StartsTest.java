package chorus.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class StartsTest {
  @Test
  void aLaterStartIsAfterAnEarlierOneWhateverItsMark() {
    assertThat(Starts.isAfter(Starts.number(1, 8, 0), Starts.number(1, 7, 0x7fff))).isTrue();
    assertThat(Starts.isAfter(Starts.number(1, 7, 0x7fff), Starts.number(1, 8, 0))).isFalse();
  }

  @Test
  void everyStartOfALaterIncarnationIsAfterAllOfAnEarlierOne() {
    assertThat(Starts.isAfter(Starts.number(3, 0), Starts.number(2, 1_000_000, 5))).isTrue();
  }

  @Test
  void ofTwoStartsFromCopiesOfOneDirectoryNeitherIsAfterTheOther() {
    long one = Starts.number(2, 7, 11);
    long other = Starts.number(2, 7, 12);
    assertThat(one).isNotEqualTo(other);
    assertThat(Starts.isAfter(one, other) || Starts.isAfter(other, one)).isFalse();
  }

  @Test
  void aNumberSaysWhatItIsMadeOf() {
    long number = Starts.number(65_536, 0xffff_ffffL, 0x7fff);
    assertThat(number).isPositive();
    assertThat(Starts.incarnation(number)).isEqualTo(65_536);
    assertThat(Starts.count(number)).isEqualTo(0xffff_ffffL);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Starts.number(0, 1)).isInstanceOf(Require.BrokenInvariant.class);
    assertThatThrownBy(() -> Starts.number(65_537, 1)).isInstanceOf(Require.BrokenInvariant.class);
    assertThatThrownBy(() -> Starts.number(1, 1L << 32))
        .isInstanceOf(Require.BrokenInvariant.class);
    assertThatThrownBy(() -> Starts.number(1, 1, Starts.MARKS))
        .isInstanceOf(Require.BrokenInvariant.class);
  }
}
