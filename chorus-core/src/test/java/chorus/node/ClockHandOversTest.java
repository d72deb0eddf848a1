package chorus.node;

import static chorus.node.LoneNode.N2;
import static chorus.node.LoneNode.N3;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// n1 leads epoch 2, n2 follows it, n3 is only heard.
final class ClockHandOversTest {
  private static final long HOUR = 3_600_000;
  private static final Duration WHILE = Duration.ofMillis(2_500);
  private static final Duration LONG = Duration.ofSeconds(8);

  private final LoneNode node = new LoneNode();

  ClockHandOversTest() {
    node.leads(N2, 1);
    node.leadsItself(2);
  }

  @Test
  void aLeaderWhoseClockIsOffForAWhileHandsOver() {
    node.clockJumps(HOUR);
    pass(WHILE);
    assertThat(node.handedOver).isEmpty();
    pass(LONG);
    assertThat(node.handedOver)
        .isNotEmpty()
        .allSatisfy(each -> {
          assertThat(each.leader()).isEqualTo(N2);
          assertThat(each.ending().evidence()).startsWith("the clock of n1 is off by 3600");
        });
  }

  @Test
  void whoseClockIsPutRightInTimeLeadsOn() {
    node.clockJumps(HOUR);
    pass(WHILE);
    node.clockJumps(-HOUR);
    pass(LONG);
    assertThat(node.handedOver).isEmpty();
    assertThat(node.ask("SET k v")).containsExactly("OK");
  }

  @Test
  void itIsLeftToPeopleWhereFailoversAre() {
    node.manual();
    node.clockJumps(HOUR);
    pass(LONG);
    assertThat(node.handedOver).isEmpty();
  }

  /// Its clock tells no more than that of the leader.
  @Test
  void nothingGoesToANodeThatIsOffItself() {
    node.clockJumps(HOUR);
    node.isAhead(N2, 2 * HOUR);
    pass(LONG);
    assertThat(node.handedOver).isEmpty();
  }

  private void pass(Duration time) {
    for (long beat = 0; beat < time.toMillis() / LoneNode.BEAT.toMillis(); beat++) {
      node.says(N2, 2, Standing.FOLLOWING);
      node.says(N3, 2, Standing.FOLLOWING);
      node.advance(LoneNode.BEAT);
    }
  }
}
