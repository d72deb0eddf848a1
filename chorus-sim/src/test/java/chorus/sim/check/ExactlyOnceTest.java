package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactlyOnceTest {
  private final Verdicts verdicts = new Verdicts(() -> 0);
  private long epoch = 1;
  private final ExactlyOnce ledger = new ExactlyOnce(verdicts, () -> epoch);

  @Test
  void repetitionsThatAnswerTheSameAreAccepted() {
    answer("a 1", 1);
    answer("b 1", 2);
    answer("a 1", 1);
    ledger.ended(2);
    assertThat(verdicts.found()).isEmpty();
    assertThat(ledger.repeatedCount()).isEqualTo(1);
  }

  @Test
  void aRepetitionThatAnswersOtherwiseIsRefused() {
    answer("a 1", 1);
    answer("a 1", 2);
    assertBroken();
  }

  @Test
  void twoRequestsWithOneAnswerAreRefused() {
    answer("a 1", 1);
    answer("a 2", 1);
    assertBroken();
  }

  @Test
  void anOpenRequestIsAppliedOnceOrNot() {
    answer("a 1", 1);
    ledger.sent("a 2");
    ledger.sent("a 2");
    ledger.ended(1);
    ledger.ended(2);
    assertThat(verdicts.found()).isEmpty();
    ledger.ended(3);
    assertBroken();
  }

  @Test
  void anAnsweredRequestThatIsNotInTheCounterIsRefused() {
    answer("a 1", 1);
    ledger.ended(0);
    assertBroken();
  }

  @Test
  void aRequestThatFailedForCertainIsNeverApplied() {
    ledger.sent("a 1");
    ledger.failed("a 1");
    ledger.ended(0);
    assertThat(verdicts.found()).isEmpty();
    ledger.ended(1);
    assertBroken();
  }

  private void answer(String request, long counter) {
    ledger.sent(request);
    ledger.answered(request, counter);
  }

  private void assertBroken() {
    assertThat(verdicts.found()).extracting(Violation::law).containsOnly(ExactlyOnce.LAW);
  }

  @Test
  void repetitionsAreCountedWhereALaterLeaderAnswersThem() {
    ledger.answered("s1 1", 1);
    ledger.answered("s1 1", 1);
    assertThat(ledger.repeatedAcrossLeaders()).isZero();
    epoch = 2;
    ledger.answered("s1 1", 1);
    assertThat(ledger.repeatedAcrossLeaders()).isEqualTo(1);
    assertThat(ledger.repeatedCount()).isEqualTo(2);
  }
}
