package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.base.Starts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a directory tells of the starts of its node.
final class PastTest {
  private static final NodeId N2 = new NodeId("n2");
  private static final long THIRD = Starts.number(1, 3, 33);
  private static final long FOURTH = Starts.number(1, 4, 44);
  private static final long FIFTH = Starts.number(1, 5, 55);

  private final Past past = new Past(List.of(THIRD, FOURTH, FIFTH), Map.of(N2, FOURTH));

  @Test
  void anEmptyDirectoryLacksEveryStart() {
    assertThat(Past.NONE.lacks(Starts.number(1, 0))).isTrue();
  }

  @Test
  void itsOwnStartsItDoesNotLack() {
    assertThat(past.boot()).isEqualTo(FIFTH);
    assertThat(List.of(THIRD, FOURTH, FIFTH)).noneMatch(past::lacks);
  }

  @Test
  void ofAStartThatWasFollowedSinceNothingCanBeSaid() {
    assertThat(past.lacks(Starts.number(1, 2, 9))).isFalse();
  }

  @Test
  void aLaterStartIsLacking() {
    assertThat(past.lacks(Starts.number(1, 6, 66))).isTrue();
    assertThat(past.lacks(Starts.number(2, 0))).isTrue();
  }

  @Test
  void aStartThatCountsTheSameAndIsOfAnotherCopyIsLacking() {
    assertThat(past.lacks(Starts.number(1, 5, 99))).isTrue();
    assertThat(past.lacks(Starts.number(1, 4, 99))).isTrue();
  }

  @Test
  void aStartFollowsOnThoseBeforeItAndOnNone() {
    assertThat(past.follows(THIRD)).isTrue();
    assertThat(past.follows(Starts.number(1, 0))).isTrue();
    assertThat(past.follows(Starts.number(1, 4, 99))).isFalse();
    assertThat(past.follows(Starts.number(1, 2, 9))).isFalse();
  }

  @Test
  void aNodeThatCameBackHasPromisedBefore() {
    assertThat(Past.first(Starts.number(1, 1, 7)).isFirstStart()).isTrue();
    assertThat(Past.first(Starts.number(2, 1, 7)).isFirstStart()).isFalse();
    assertThat(past.isFirstStart()).isFalse();
  }
}
