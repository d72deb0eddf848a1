package chorus.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AttentiveTimeTest {
  private static final Duration INTERVAL = Duration.ofNanos(100);

  private final AttentiveTime time = AttentiveTime.lookingEach(INTERVAL, 0);

  @Test
  void whoLooksInTimeLosesNothing() {
    time.look(100);
    time.look(240);
    assertThat(time.at(300)).isEqualTo(300);
    assertThat(time.isJustBack()).isFalse();
  }

  @Test
  void aGapCountsAsOneStepHoweverLongItWas() {
    time.look(100);
    assertThat(time.at(100_000)).isEqualTo(250);
    time.look(100_000);
    assertThat(time.at(100_050)).isEqualTo(300);
  }

  @Test
  void nothingIsConcludedFromTheFirstLookAfterAGap() {
    time.look(1000);
    assertThat(time.isJustBack()).isTrue();
    time.look(1100);
    assertThat(time.isJustBack()).isFalse();
  }

  @Test
  void whoIsAlwaysLateStillGetsOn() {
    int concluded = 0;
    for (int look = 1; look <= 10; look++) {
      time.look(look * 1000L);
      concluded += time.isJustBack() ? 0 : 1;
    }
    assertThat(time.at(10_000)).isEqualTo(1500);
    assertThat(concluded).isEqualTo(9);
  }

  @Test
  void withoutTheRuleASleeperBlamesTheWorld() {
    AttentiveTime naive = AttentiveTime.neverAway(0);
    naive.look(100_000);
    assertThat(naive.at(100_000)).isEqualTo(100_000);
    assertThat(naive.isJustBack()).isFalse();
  }
}
