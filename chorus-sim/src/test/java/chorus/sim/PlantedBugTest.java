package chorus.sim;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.PlantedBug;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The checkers notice: each mistake that is planted is caught within a stated number of seeds. The
/// seed that caught it last is tried first, so that the search is rarely needed.
class PlantedBugTest {
  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void plantedBugIsCaught(PlantedBug bug) {
    Hunt hunt = hunt(bug);
    OptionalLong caught =
        LongStream.concat(LongStream.of(hunt.pinned()), LongStream.rangeClosed(1, hunt.within()))
            .filter(seed -> !isClean(seed, Set.of(bug)) && isClean(seed, Set.of()))
            .findFirst();
    assertThat(caught).as("%s within %d seeds", bug, hunt.within()).isPresent();
  }

  /// A seed that breaks a law without the bug proves nothing about it.
  private static boolean isClean(long seed, Set<PlantedBug> bugs) {
    return new Simulation(seed, bugs).run().isClean();
  }

  private static Hunt hunt(PlantedBug bug) {
    return switch (bug) {
      case ACK_BEFORE_FSYNC -> new Hunt(1, 20);
      case ACK_BELOW_QUORUM -> new Hunt(1, 20);
      case NO_EPOCH_CHECK_ON_APPEND -> new Hunt(2, 100);
      case NO_LEASE_ON_READ -> new Hunt(28, 100);
      case LEASE_FROM_RECEIPT -> new Hunt(143, 1000);
      case ADOPT_WITHOUT_WAITING -> new Hunt(436, 1000);
      case PROMISE_NOT_PERSISTED -> new Hunt(1429, 3000);
      case ELECT_FIRST_REPORT -> new Hunt(7, 50);
      case APPLY_BEFORE_COMMIT -> new Hunt(19, 100);
      case CUT_AT_DAMAGE -> new Hunt(18, 200);
      case SERVE_BEFORE_EPOCH_START -> new Hunt(1, 20);
      case REPLY_BEFORE_COMMIT -> new Hunt(12, 100);
      case FORWARD_TWICE -> new Hunt(1, 50);
      case RESUME_EPOCH_AFTER_RESTART -> new Hunt(3, 50);
      case ONCE_OUTCOME_NOT_LOGGED -> new Hunt(3, 20);
      case ONCE_EARLIER_TRY_FORGOTTEN -> new Hunt(87, 300);
    };
  }

  /// `pinned` caught it last; it must be caught `within` so many seeds.
  private record Hunt(long pinned, int within) {}
}
