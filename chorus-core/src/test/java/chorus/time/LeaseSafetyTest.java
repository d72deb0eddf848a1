package chorus.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Two leaderships never both hold their lease, whatever the network does and however the clocks
/// differ within the drift bound.
final class LeaseSafetyTest {
  private static final int SEEDS = 400;

  @Test
  void noTwoEpochsHoldTheirLeaseAtOneTime() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      LeaseWorld world = new LeaseWorld(seed, LeaseWorld.Flaw.NONE);
      assertThat(world.overlap()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void theWorldsOfTheLawAboveAreBusy() {
    int epochs =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> new LeaseWorld(seed, LeaseWorld.Flaw.NONE))
            .peek(LeaseWorld::overlap)
            .mapToInt(LeaseWorld::epochsThatHeld)
            .sum();
    assertThat(epochs).as("epochs that held a lease").isGreaterThan(3 * SEEDS);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void theLawNoticesEachFlaw(LeaseWorld.Flaw flaw) {
    assertThat(
            LongStream.rangeClosed(1, SEEDS)
                .anyMatch(seed -> new LeaseWorld(seed, flaw).overlap().isPresent()))
        .isTrue();
  }
}
