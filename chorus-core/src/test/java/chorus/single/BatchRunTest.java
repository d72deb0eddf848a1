package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.resp.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchRunTest {
  private final RecordedAnswer answer = new RecordedAnswer();

  @Test
  void commandsRunInTheirOrder() {
    BatchRun run = run("SET a 1", "GET a");
    assertThat(run.next()).isEqualTo(RecordedAnswer.words("SET a 1"));
    run.changed(Reply.OK, new Lsn(5));
    assertThat(run.next()).isEqualTo(RecordedAnswer.words("GET a"));
    run.answered(Reply.bulk("1"), new Lsn(5));
    assertThat(run.hasNext()).isFalse();
    run.succeed();
    assertThat(answer.only()).containsExactly("OK", "1");
  }

  @Test
  void aBatchWaitsForTheLatestOfWhatItWroteAndSaw() {
    BatchRun run = run("GET a", "SET b 1", "GET c");
    assertThat(run.gate()).isEqualTo(Lsn.NONE);
    run.answered(Reply.bulk("x"), new Lsn(9));
    run.changed(Reply.OK, new Lsn(7));
    run.answered(Reply.bulk("y"), Lsn.NONE);
    assertThat(run.gate()).isEqualTo(new Lsn(9));
  }

  @Test
  void onlyAppendedRecordsAreWrites() {
    BatchRun run = run("GET a", "SETNX b 1");
    run.answered(Reply.bulk("x"), new Lsn(9));
    assertThat(run.wroteNothing()).isTrue();
    run.changed(Reply.integer(1), new Lsn(10));
    assertThat(run.wroteNothing()).isFalse();
  }

  @Test
  void anHonestAnswerTellsWhatHappenedFromWhatMay() {
    BatchRun run = run("SET a 1", "GET b", "SET c 1", "GET c", "GET d", "SET e 1");
    run.changed(Reply.OK, new Lsn(5));
    run.answered(Reply.bulk("old"), new Lsn(4));
    run.changed(Reply.OK, new Lsn(6));
    run.answered(Reply.bulk("1"), new Lsn(6));
    run.answered(Reply.bulk("never changed"), Lsn.NONE);
    run.answerHonestly(new Lsn(5), "epoch 3 ended");
    assertThat(answer.only())
        .containsExactly(
            "OK", "old", "-INDETERMINATE", "-UNAVAILABLE", "never changed", "-UNAVAILABLE");
    assertThat(answer.said.getFirst())
        .filteredOn(each -> each instanceof Reply.Error)
        .allSatisfy(each -> assertThat(((Reply.Error) each).text()).contains("epoch 3 ended"));
  }

  @Test
  void withEverythingCommittedTheHonestAnswerIsTheAnswer() {
    BatchRun run = run("SET a 1", "GET a");
    run.changed(Reply.OK, new Lsn(5));
    run.answered(Reply.bulk("1"), new Lsn(5));
    run.answerHonestly(new Lsn(5), "late");
    assertThat(answer.only()).containsExactly("OK", "1");
  }

  /// A write that found its key taken by a pending write appended nothing: it may be tried again.
  @Test
  void aWriteThatOnlySawAnotherOneIsNotIndeterminate() {
    BatchRun run = run("SETNX a 1");
    run.answered(Reply.integer(0), new Lsn(6));
    run.answerHonestly(new Lsn(5), "late");
    assertThat(answer.only()).containsExactly("-UNAVAILABLE");
  }

  @Test
  void patienceEndsAfterTheDeadlineAndNotAtIt() {
    BatchRun run = new BatchRun(answer.batch("GET a"), 1, 100);
    assertThat(run.isOverdue(100)).isFalse();
    assertThat(run.isOverdue(101)).isTrue();
  }

  @Test
  void aBatchThatNobodyLeadsIsNotAnswered() {
    run("GET a").notLeading();
    assertThat(answer.said).isEqualTo(List.of());
    assertThat(answer.notLeading).isEqualTo(1);
  }

  private BatchRun run(String... commands) {
    return new BatchRun(answer.batch(commands), 1, 100);
  }
}
