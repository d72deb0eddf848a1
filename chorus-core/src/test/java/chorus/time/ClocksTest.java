package chorus.time;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// n1 compares its clock with others, within half a second. Time is in milliseconds since the start
/// of n1's process, when every right clock showed [#START].
final class ClocksTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final NodeId N4 = new NodeId("n4");
  private static final NodeId N5 = new NodeId("n5");
  private static final long START = 1_700_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Clocks clocks = new Clocks(N1, 500);
  private long now;
  private long ownAhead;

  ClocksTest() {
    clocks.members(List.of(N1, N2, N3));
  }

  @Test
  void aNodeAloneGoesByItsOwnClock() {
    clocks.members(List.of(N1));
    ownAhead = HOUR;
    assertThat(time()).isEqualTo(START + HOUR);
    assertThat(isInStep()).isTrue();
  }

  @Test
  void whoHasHeardOfNobodyIsNotInStep() {
    assertThat(isInStep()).isFalse();
    assertThat(time()).isEqualTo(START);
  }

  @Test
  void oneOfTwoOthersThatAgreesIsEnough() {
    hear(N2, 400);
    assertThat(isInStep()).isTrue();
    hear(N3, HOUR);
    assertThat(isInStep()).isTrue();
    assertThat(off()).isEqualTo(Map.of(N3, HOUR));
    assertThat(time()).isEqualTo(START);
  }

  @Test
  void whoseClockIsFarFromTheOthersGoesByTheirs() {
    hear(N2, 0);
    hear(N3, 40);
    for (long ahead : new long[] {HOUR, -HOUR, 600, -600}) {
      ownAhead = ahead;
      assertThat(isInStep()).isFalse();
      assertThat(time()).isBetween(START, START + 40);
      assertThat(off()).containsOnlyKeys(N1).containsEntry(N1, ahead);
    }
    ownAhead = 300;
    assertThat(isInStep()).isTrue();
    assertThat(time()).isEqualTo(START + 300);
  }

  /// Nobody can say who is right: the time is not later than it is if one of them is.
  @Test
  void ofTwoThatDisagreeNeitherIsInStepAndTheEarlierTellsTheTime() {
    clocks.members(List.of(N1, N2));
    hear(N2, HOUR);
    assertThat(isInStep()).isFalse();
    assertThat(time()).isEqualTo(START);
    ownAhead = 2 * HOUR;
    assertThat(time()).isEqualTo(START + HOUR);
    assertThat(off()).containsOnlyKeys(N1, N2);
  }

  @Test
  void twoWrongOnesOfFiveDoNotTellTheTime() {
    clocks.members(List.of(N1, N2, N3, N4, N5));
    hear(N2, HOUR);
    hear(N3, HOUR);
    hear(N4, 0);
    assertThat(isInStep()).as("one of four agrees").isFalse();
    assertThat(off()).as("a majority of all others would have to disagree").isEmpty();
    hear(N5, 0);
    assertThat(isInStep()).isTrue();
    assertThat(off()).containsOnlyKeys(N2, N3);
    ownAhead = HOUR;
    assertThat(isInStep()).as("in step with those that are wrong").isTrue();
    ownAhead = 2 * HOUR;
    assertThat(isInStep()).isFalse();
  }

  @Test
  void aMessageThatTakesLongDoesNotCountWhereOneWasFaster() {
    hear(N2, 0);
    pass(100);
    late(N2, 400);
    ownAhead = 300;
    assertThat(isInStep()).as("the faster one counts").isTrue();
    pass(950);
    late(N2, 400);
    assertThat(isInStep()).as("also in the next window").isTrue();
    pass(1_000);
    late(N2, 400);
    assertThat(isInStep()).as("and then no more").isFalse();
  }

  /// Else it would be taken to be where it was, for as long as that is remembered.
  @Test
  void aClockThatIsSetBackDoesNotCountForAWhile() {
    hear(N2, HOUR);
    hear(N3, 0);
    assertThat(off()).containsOnlyKeys(N2);
    hear(N2, 0);
    ownAhead = HOUR;
    assertThat(off()).as("one of two others is far").isEmpty();
    pass(1_000);
    hear(N2, 0);
    hear(N3, 0);
    pass(1_000);
    hear(N2, 0);
    hear(N3, 0);
    assertThat(off()).containsOnlyKeys(N1);
  }

  @Test
  void whatWasHeardLongAgoDoesNotCount() {
    hear(N2, 0);
    pass(1_900);
    assertThat(isInStep()).isTrue();
    pass(200);
    assertThat(isInStep()).isFalse();
  }

  /// One of three is away and one is wrong: the third cannot say which, and goes on as it was.
  @Test
  void whoHearsTooFewGoesOnFromWhatItKnew() {
    hear(N2, 0);
    hear(N3, 0);
    assertThat(time()).isEqualTo(START);
    pass(5_000);
    hear(N2, -HOUR);
    ownAhead = HOUR;
    assertThat(isInStep()).isFalse();
    assertThat(time()).isEqualTo(START + 5_000);
  }

  @Test
  void whoIsNoMemberDoesNotCount() {
    hear(N2, 0);
    clocks.members(List.of(N1, N3));
    assertThat(isInStep()).isFalse();
  }

  @Test
  void betweenTwoLooksTheTimeGoesOnWithTheMonotonicClock() {
    hear(N2, 0);
    NodeTime time = clocks.time(own(), nanos());
    pass(70);
    ownAhead = HOUR;
    assertThat(time.millis(nanos())).isEqualTo(START + 70);
  }

  private void pass(long millis) {
    now += millis;
  }

  private void hear(NodeId node, long ahead) {
    clocks.heard(node, START + now + ahead, nanos());
  }

  /// A message of a node whose clock is right, which took so long.
  private void late(NodeId node, long millis) {
    clocks.heard(node, START + now - millis, nanos());
  }

  private boolean isInStep() {
    return clocks.time(own(), nanos()).isInStep();
  }

  private long time() {
    return clocks.time(own(), nanos()).wallMillis();
  }

  private Map<NodeId, Long> off() {
    return clocks.off(own(), nanos());
  }

  private long own() {
    return START + now + ownAhead;
  }

  private long nanos() {
    return Duration.ofMillis(now).toNanos();
  }
}
