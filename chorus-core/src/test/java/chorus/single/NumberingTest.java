package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.resp.Reply;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A leader that gives numbers out; the control plane is played by the test.
final class NumberingTest {
  private static final Epoch FIRST = new Epoch(1);
  private static final Duration ACK_WAIT = Duration.ofSeconds(5);

  private final LoneReplica leader = new LoneReplica(new MemoryDisk(), 1);

  @Test
  void aNumberIsGivenOutOnceItsBlockIsCommittedAndNotBefore() {
    leader.lead(FIRST);
    RecordedAnswer answer = submit("CHORUS SEQ NEXT orders");
    assertThat(answer.said).isEmpty();
    assertThat(leader.reserved).containsExactly("1 orders 100");
    leader.heard(FIRST, "orders", new Reservation.Committed(0, 100));
    assertThat(answer.only()).containsExactly("1");
  }

  @Test
  void whatIsAtHandIsAnsweredAtOnce() {
    leads();
    assertThat(submit("CHORUS SEQ NEXT orders").only()).containsExactly("1");
    assertThat(submit("CHORUS SEQ NEXT orders", "SET k v", "CHORUS SEQ NEXT orders").only())
        .containsExactly("2", "OK", "3");
  }

  @Test
  void manyAreAnArrayThatRises() {
    leads();
    assertThat(submit("CHORUS SEQ NEXT orders COUNT 3").said)
        .containsExactly(
            List.of(Reply.array(Reply.integer(1), Reply.integer(2), Reply.integer(3))));
    assertThat(submit("chorus seq next orders count 1").said)
        .containsExactly(List.of(Reply.array(Reply.integer(4))));
  }

  @Test
  void theNextBlockIsFetchedWhileHalfIsStillThere() {
    leads();
    submit("CHORUS SEQ NEXT orders COUNT 50");
    assertThat(leader.reserved).isEmpty();
    submit("CHORUS SEQ NEXT orders");
    assertThat(leader.reserved).containsExactly("1 orders 200");
    assertThat(submit("CHORUS SEQ NEXT orders").only()).containsExactly("52");
  }

  @Test
  void whoWaitsIsServedInTheOrderOfComing() {
    leader.lead(FIRST);
    RecordedAnswer many = submit("CHORUS SEQ NEXT orders COUNT 150");
    RecordedAnswer one = submit("CHORUS SEQ NEXT orders");
    commit(0, 100);
    assertThat(many.said).isEmpty();
    assertThat(one.said).as("nobody overtakes").isEmpty();
    assertThat(leader.reserved).containsExactly("1 orders 150", "1 orders 200");
    commit(100, 300);
    assertThat(many.said).hasSize(1);
    assertThat(one.only()).containsExactly("151");
  }

  @Test
  void sequencesDoNotWaitForOneAnother() {
    leads();
    RecordedAnswer bills = submit("CHORUS SEQ NEXT bills");
    assertThat(submit("CHORUS SEQ NEXT orders").only()).containsExactly("1");
    assertThat(bills.said).isEmpty();
  }

  @Test
  void aQuestionThatCameToNothingIsAskedAgainUntilItsTimeIsUp() {
    leader.lead(FIRST);
    RecordedAnswer answer = submit("SET k v", "CHORUS SEQ NEXT orders", "GET k");
    settle();
    leader.advance(Duration.ofMillis(200));
    assertThat(leader.reserved).containsExactly("1 orders 100", "1 orders 100");
    leader.advance(ACK_WAIT);
    assertThat(answer.only()).containsExactly("OK", "-UNAVAILABLE", "-UNAVAILABLE");
    commit(0, 100);
    assertThat(answer.said).hasSize(1);
    assertThat(submit("CHORUS SEQ NEXT orders").only()).containsExactly("1");
  }

  @Test
  void whatMayNotBeIsAnsweredAndTheRestGoesOn() {
    leader.lead(FIRST);
    RecordedAnswer answer = submit("CHORUS SEQ NEXT orders", "SET k v");
    leader.heard(
        FIRST, "orders", new Reservation.Refused(Reply.error("OVERLOADED", "too many sequences")));
    assertThat(answer.only()).containsExactly("-OVERLOADED", "OK");
  }

  @Test
  void aLeadershipThatEndsSendsWhoWaitsElsewhere() {
    leader.lead(FIRST);
    RecordedAnswer answer = submit("CHORUS SEQ NEXT orders");
    leader.replica().supersede(new Epoch(2));
    assertThat(answer.said).isEmpty();
    assertThat(answer.notLeading).isEqualTo(1);
  }

  @Test
  void theRestOfABlockIsAbandonedWithTheLeadership() {
    leads();
    assertThat(submit("CHORUS SEQ NEXT orders").only()).containsExactly("1");
    leader.replica().supersede(new Epoch(2));
    leader.lead(new Epoch(3));
    RecordedAnswer answer = submit("CHORUS SEQ NEXT orders");
    assertThat(answer.said).isEmpty();
    leader.heard(FIRST, "orders", new Reservation.Committed(100, 300));
    assertThat(answer.said).as("a block of another epoch").isEmpty();
    leader.heard(new Epoch(3), "orders", new Reservation.Committed(300, 400));
    assertThat(answer.only()).containsExactly("301");
  }

  @Test
  void emptyingADatabaseLeavesItsSequencesAlone() {
    leads();
    List<String> said = new ArrayList<>(submit("CHORUS SEQ NEXT orders", "FLUSHALL").only());
    said.addAll(submit("CHORUS SEQ NEXT orders").only());
    assertThat(said).containsExactly("1", "OK", "2");
  }

  /// With the numbers from 1 to 100 at hand.
  private void leads() {
    leader.lead(FIRST);
    commit(0, 100);
  }

  private void commit(long above, long upTo) {
    leader.heard(FIRST, "orders", new Reservation.Committed(above, upTo));
    settle();
  }

  private void settle() {
    leader.heard(FIRST, "orders", new Reservation.Settled());
  }

  private RecordedAnswer submit(String... commands) {
    RecordedAnswer answer = new RecordedAnswer();
    leader.submit(answer.batch(commands));
    return answer;
  }
}
