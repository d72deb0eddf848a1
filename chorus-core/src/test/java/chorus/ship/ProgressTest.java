package chorus.ship;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.ship.Progress.State;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long LIMIT = 100;
  private static final long PATIENCE = 400;

  private final Progress progress = new Progress(lsn(11), LIMIT, 0);

  @Test
  void aFollowerIsProbedBeforeAnythingIsSent() {
    assertThat(progress.state()).isEqualTo(State.PROBING);
    assertThat(progress.maySend()).isFalse();
    assertThat(progress.next()).isEqualTo(lsn(11));
    assertThat(progress.match()).isEqualTo(Lsn.NONE);
  }

  @Test
  void agreementStartsTheStreamBehindIt() {
    progress.accepted(lsn(7), lsn(6), 1);
    assertThat(progress.state()).isEqualTo(State.STREAMING);
    assertThat(progress.next()).isEqualTo(lsn(8));
    assertThat(progress.match()).isEqualTo(lsn(6));
    assertThat(progress.maySend()).isTrue();
  }

  @Test
  void aMismatchProbesBehindWhatMayBeShared() {
    progress.mismatch(lsn(4), 1);
    assertThat(progress.state()).isEqualTo(State.PROBING);
    assertThat(progress.next()).isEqualTo(lsn(5));
  }

  @Test
  void recordsAreSentAheadOfTheirAcknowledgementUpToTheLimit() {
    stream(10);
    progress.sent(lsn(12), 60);
    assertThat(progress.next()).isEqualTo(lsn(13));
    assertThat(progress.maySend()).isTrue();
    progress.sent(lsn(13), 40);
    assertThat(progress.maySend()).isFalse();
    progress.accepted(lsn(12), lsn(12), 2);
    assertThat(progress.maySend()).isTrue();
    progress.sent(lsn(14), 59);
    assertThat(progress.maySend()).isTrue();
    progress.sent(lsn(15), 1);
    assertThat(progress.maySend()).isFalse();
  }

  @Test
  void aMessageIsUnderWayUntilAllOfItIsDurable() {
    stream(10);
    progress.sent(lsn(14), LIMIT);
    progress.accepted(lsn(14), lsn(13), 2);
    assertThat(progress.maySend()).isFalse();
    assertThat(progress.isQuiet()).isFalse();
    progress.accepted(lsn(14), lsn(14), 3);
    assertThat(progress.maySend()).isTrue();
    assertThat(progress.isQuiet()).isTrue();
  }

  @Test
  void anAcceptanceThatComesLateTakesNothingBack() {
    stream(10);
    progress.sent(lsn(14), 10);
    progress.accepted(lsn(14), lsn(14), 2);
    progress.accepted(lsn(12), lsn(11), 3);
    assertThat(progress.match()).isEqualTo(lsn(14));
    assertThat(progress.next()).isEqualTo(lsn(15));
  }

  @Test
  void aMismatchAboveTheMatchLosesNothing() {
    stream(10);
    progress.mismatch(lsn(12), 2);
    assertThat(progress.match()).isEqualTo(lsn(10));
    assertThat(progress.next()).isEqualTo(lsn(13));
  }

  @Test
  void aMismatchBelowTheMatchSaysThatTheFollowerLostData() {
    stream(10);
    progress.mismatch(lsn(3), 2);
    assertThat(progress.match()).isEqualTo(lsn(3));
    assertThat(progress.next()).isEqualTo(lsn(4));
  }

  @Test
  void probingForgetsWhatWasUnderWay() {
    stream(10);
    progress.sent(lsn(14), LIMIT);
    progress.mismatch(lsn(10), 2);
    progress.accepted(lsn(10), lsn(10), 3);
    assertThat(progress.isQuiet()).isTrue();
    assertThat(progress.maySend()).isTrue();
  }

  @Test
  void silenceWithRecordsUnderWayProbesFromTheMatch() {
    stream(10);
    progress.sent(lsn(14), 10);
    progress.tick(1 + PATIENCE, PATIENCE);
    assertThat(progress.state()).isEqualTo(State.STREAMING);
    progress.tick(2 + PATIENCE, PATIENCE);
    assertThat(progress.state()).isEqualTo(State.PROBING);
    assertThat(progress.next()).isEqualTo(lsn(11));
  }

  @Test
  void patienceBeginsAnewWithEveryAcknowledgement() {
    stream(10);
    progress.sent(lsn(12), 10);
    progress.sent(lsn(14), 10);
    progress.accepted(lsn(12), lsn(12), 300);
    progress.tick(300 + PATIENCE, PATIENCE);
    assertThat(progress.state()).isEqualTo(State.STREAMING);
    progress.tick(301 + PATIENCE, PATIENCE);
    assertThat(progress.state()).isEqualTo(State.PROBING);
    assertThat(progress.next()).isEqualTo(lsn(13));
  }

  @Test
  void anIdleStreamIsNeverProbed() {
    stream(10);
    progress.tick(1_000_000, PATIENCE);
    assertThat(progress.state()).isEqualTo(State.STREAMING);
    progress.sent(lsn(11), 1);
    progress.tick(1_000_000 + PATIENCE, PATIENCE);
    assertThat(progress.state()).isEqualTo(State.STREAMING);
  }

  @Test
  void everyAnswerBreaksTheSilence() {
    assertThat(progress.isSilentSince(500, 500)).isFalse();
    assertThat(progress.isSilentSince(501, 500)).isTrue();
    progress.mismatch(lsn(3), 400);
    assertThat(progress.isSilentSince(900, 500)).isFalse();
    progress.accepted(lsn(3), lsn(3), 600);
    assertThat(progress.isSilentSince(1100, 500)).isFalse();
    assertThat(progress.isSilentSince(1101, 500)).isTrue();
  }

  private void stream(long match) {
    progress.accepted(lsn(match), lsn(match), 1);
  }

  private static Lsn lsn(long number) {
    return new Lsn(number);
  }
}
