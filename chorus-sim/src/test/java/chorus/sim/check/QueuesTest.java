package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Times go up from line to line.
final class QueuesTest {
  private final Verdicts verdicts = new Verdicts(() -> 7);
  private final Queues queues = new Queues();
  private long now;

  @Test
  void elementsThatGoToOneClientEachInOrderAreFine() {
    push("a");
    push("b");
    pop("a");
    push("c");
    pop("b");
    assertThat(judged("c")).isEmpty();
    assertThat(queues.poppedCount()).isEqualTo(2);
  }

  @Test
  void anElementThatIsGivenTwiceBreaksTheLaw() {
    push("a");
    pop("a");
    pop("a");
    assertThat(judged()).first().asString().contains("given before");
  }

  @Test
  void anElementThatIsGivenAndLeftBreaksTheLaw() {
    push("a");
    pop("a");
    assertThat(judged("a")).first().asString().contains("left, and given");
  }

  @Test
  void anElementThatNobodyPushedBreaksTheLaw() {
    pop("a");
    assertThat(judged()).first().asString().contains("nobody pushed");
  }

  @Test
  void anElementThatIsLostBreaksTheLaw() {
    push("a");
    assertThat(judged()).first().asString().contains("lost");
  }

  @Test
  void whoNeverHeardMayHaveTakenIt() {
    push("a");
    push("b");
    queues.openPop();
    assertThat(judged("b")).isEmpty();
  }

  @Test
  void aPushOfWhichNobodyHeardMayHaveHappened() {
    queues.asked("q", "a", ++now);
    queues.asked("q", "b", ++now);
    pop("a");
    assertThat(judged()).isEmpty();
  }

  @Test
  void whatWasRefusedIsNotThere() {
    queues.asked("q", "a", ++now);
    queues.refused("q", "a");
    pop("a");
    assertThat(judged()).first().asString().contains("nobody pushed");
  }

  @Test
  void whatIsGivenBeforeWhatWasPushedFirstBreaksTheLaw() {
    push("a");
    push("b");
    pop("b");
    pop("a");
    assertThat(judged()).first().asString().contains("given before what was pushed first");
  }

  @Test
  void whatIsGivenWhileTheFirstIsLeftBreaksTheLaw() {
    push("a");
    push("b");
    pop("b");
    assertThat(judged("a")).first().asString().contains("given before what was pushed first");
  }

  @Test
  void popsAtTheSameTimeMayBeAnsweredInAnyOrder() {
    push("a");
    push("b");
    long asked = ++now;
    queues.popped("q", "b", asked, ++now, verdicts);
    queues.popped("q", "a", asked, ++now, verdicts);
    assertThat(judged()).isEmpty();
  }

  private void push(String element) {
    queues.asked("q", element, ++now);
    queues.pushed("q", element, ++now);
  }

  private void pop(String element) {
    long asked = ++now;
    queues.popped("q", element, asked, ++now, verdicts);
  }

  private List<Violation> judged(String... left) {
    queues.check(Map.of("q", List.of(left)), verdicts);
    return verdicts.found();
  }
}
