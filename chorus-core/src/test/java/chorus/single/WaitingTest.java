package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.definition.AckLevel;
import chorus.resp.Reply;
import chorus.testing.MemoryDisk;
import chorus.wire.ForwardVerdict;
import chorus.wire.GatewayId;
import chorus.wire.PeerMessage.FenceRequest;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.PeerMessage.ForwardReply;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A command that waits for a key: it goes on when the key changes, gives up after its patience,
/// and is told when the leadership ends. Its gateway hears of it meanwhile.
final class WaitingTest {
  private static final GatewayId ASKER = new GatewayId(LoneReplica.GATEWAY, 1, 0);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MemoryDisk disk = new MemoryDisk();
  private final LoneReplica process = new LoneReplica(disk, 1);
  private final RecordedAnswer waiter = new RecordedAnswer();

  WaitingTest() {
    process.lead(new Epoch(1));
  }

  @Test
  void aWriteEndsTheWaiting() {
    process.submit(waiter.batch("AWAITKEY k 0"));
    assertThat(waiter.said).isEmpty();
    write("SET k v");
    assertThat(waiter.only()).containsExactly("v");
  }

  @Test
  void patienceEndsTheWaiting() {
    process.submit(waiter.batch("AWAITKEY k 1000"));
    process.advance(SECOND.minusMillis(1));
    assertThat(waiter.said).isEmpty();
    process.advance(Duration.ofMillis(1));
    assertThat(waiter.said).containsExactly(List.of(Reply.NULL));
    write("SET k v");
    assertThat(waiter.said).hasSize(1);
  }

  @Test
  void aChangeThatDoesNotHelpCostsPatience() {
    process.submit(waiter.batch("AWAITKEY k 1000"));
    for (int time = 0; time < 4; time++) {
      process.advance(SECOND.dividedBy(4));
      write("CHORUS EXEC 0 0 3 SET k v 2 DEL k");
    }
    assertThat(waiter.said).containsExactly(List.of(Reply.NULL));
  }

  @Test
  void whoWaitsIsServedInTheOrderOfComingAndBeforeAnyOtherCommand() {
    RecordedAnswer second = new RecordedAnswer();
    RecordedAnswer third = new RecordedAnswer();
    RecordedAnswer writer = new RecordedAnswer();
    process.submit(waiter.batch("BLPOP other q 0"));
    process.submit(second.batch("BRPOP q 0"));
    process.submit(third.batch("BLPOP q 0"));
    process.submit(writer.batch("RPUSH q a b", "LPOP q", "RPUSH q c d", "LLEN q"));
    assertThat(waiter.said.getFirst().toString()).contains("q", "a");
    assertThat(second.said.getFirst().toString()).contains("q", "b");
    assertThat(third.said.getFirst().toString()).contains("q", "c");
    assertThat(writer.said.getFirst())
        .containsExactly(Reply.integer(2), Reply.NULL, Reply.integer(2), Reply.ONE);
  }

  @Test
  void whatOneWhoWaitedWritesServesTheNext() {
    RecordedAnswer second = new RecordedAnswer();
    process.submit(waiter.batch("BLMOVE a b LEFT RIGHT 0"));
    process.submit(second.batch("BLPOP b 0"));
    write("RPUSH a x");
    assertThat(waiter.only()).containsExactly("x");
    assertThat(second.said.getFirst().toString()).contains("b", "x");
  }

  @Test
  void aTransactionServesWhoWaitsOnceItIsOver() {
    process.submit(waiter.batch("BLPOP q 0"));
    write("CHORUS EXEC 0 0 3 RPUSH q x 2 DEL q 3 RPUSH q y");
    assertThat(waiter.said.getFirst().toString()).contains("y").doesNotContain("x");
  }

  @Test
  void whoGivesUpHasSeenNothingThatIsNotCommitted() {
    write("SET k v");
    disk.health(MemoryDisk.Health.SYNC_STALLS);
    RecordedAnswer writer = new RecordedAnswer();
    process.submit(writer.batch("DEL k"));
    process.submit(waiter.batch("AWAITKEY k 1000"));
    process.advance(SECOND);
    assertThat(writer.said).isEmpty();
    assertThat(waiter.said).isEmpty();
    process.advance(SECOND.multipliedBy(10));
    assertThat(waiter.only()).containsExactly("-UNAVAILABLE");
  }

  @Test
  void theCommandsAfterItWaitAndThenRun() {
    process.submit(waiter.batch("INCR n", "AWAITKEY k 0", "INCR n"));
    write("INCR n", "SET k v");
    assertThat(waiter.only()).containsExactly("1", "v", "3");
  }

  @Test
  void aLongWaitLeavesTheUsualTimeForTheAcknowledgement() {
    process.submit(waiter.batch("AWAITKEY k 0", "SET other 1"));
    process.advance(SECOND.multipliedBy(60));
    disk.health(MemoryDisk.Health.SYNC_STALLS);
    write("SET k v");
    process.advance(SECOND);
    assertThat(waiter.said).isEmpty();
    disk.health(MemoryDisk.Health.GOOD);
    process.advance(SECOND);
    assertThat(waiter.only()).containsExactly("v", "OK");
  }

  @Test
  void theEndOfTheLeadershipUnblocks() {
    process.submit(waiter.batch("INCR n", "AWAITKEY k 0", "INCR n"));
    process.receive(new FenceRequest(LoneReplica.SHARD, new Epoch(2)));
    assertThat(waiter.only()).containsExactly("1", "-UNBLOCKED", "-UNAVAILABLE");
  }

  @Test
  void whoIsServedAsTheLeadershipEndsAsksAgainOrIsToldThatNobodyKnows() {
    RecordedAnswer popper = new RecordedAnswer();
    process.submit(waiter.batch("AWAITKEY k 0"));
    process.submit(popper.batch("BLPOP q 0"));
    RecordedAnswer writer = new RecordedAnswer();
    process.replica().submit(writer.batch("SET k v", "RPUSH q a"));
    process.receive(new FenceRequest(LoneReplica.SHARD, new Epoch(2)));
    assertThat(waiter.said).isEmpty();
    assertThat(waiter.notLeading).isEqualTo(1);
    assertThat(popper.only()).containsExactly("-INDETERMINATE");
  }

  @Test
  void theGatewayHearsThatABatchWaitsAndStillWaits() {
    process.receive(forward(7, "AWAITKEY k 0"));
    assertThat(process.sent).containsExactly(reply(7, ForwardVerdict.WAITING));
    process.advance(Duration.ofSeconds(60));
    assertThat(process.sent).hasSizeGreaterThan(12).containsOnly(reply(7, ForwardVerdict.WAITING));
    write("SET k v");
    assertThat(process.sent).last().isEqualTo(reply(7, ForwardVerdict.ANSWERED, Reply.bulk("v")));
  }

  @Test
  void nobodyIsToldOfCopiesOnceNobodyWaitsForThem() {
    process.receive(forward(7, "WAIT 1 0"));
    assertThat(process.sent).containsExactly(reply(7, ForwardVerdict.WAITING));
    process.advance(Duration.ofSeconds(10));
    assertThat(process.sent).hasSizeGreaterThan(2);
    process.replica().withdraw(ASKER, 7);
    process.sent.clear();
    process.advance(Duration.ofSeconds(60));
    assertThat(process.sent).isEmpty();
  }

  @Test
  void aBatchThatNobodyWaitsForIsNotRun() {
    process.receive(forward(7, "AWAITKEY k 0"));
    process.receive(forward(8, "AWAITKEY k 0"));
    process.replica().withdraw(ASKER, 7);
    process.sent.clear();
    write("SET k v");
    assertThat(process.sent).containsExactly(reply(8, ForwardVerdict.ANSWERED, Reply.bulk("v")));
  }

  @Test
  void whoIsToldToWaitNoLongerAnswersAsIfItsTimeWereOverOrAnError() {
    process.receive(forward(7, "BLMOVE a b LEFT LEFT 0"));
    process.receive(forward(8, "BLMOVE a b LEFT LEFT 5"));
    process.sent.clear();
    process.replica().unblock(ASKER, 7, Unblocking.TIMEOUT);
    process.replica().unblock(ASKER, 8, Unblocking.ERROR);
    write("RPUSH a x");
    process.advance(SECOND.multipliedBy(6));
    assertThat(process.sent)
        .containsExactly(
            reply(7, ForwardVerdict.UNBLOCKED, Reply.NULL_ARRAY),
            reply(8, ForwardVerdict.UNBLOCKED, Refusals.UNBLOCKED));
  }

  @Test
  void whoWasServedIsNotUnblockedAndLosesNothing() {
    process.receive(forward(7, "BLMOVE a b LEFT LEFT 0"));
    process.sent.clear();
    disk.health(MemoryDisk.Health.SYNC_STALLS);
    write("RPUSH a x");
    process.replica().unblock(ASKER, 7, Unblocking.ERROR);
    disk.health(MemoryDisk.Health.GOOD);
    process.advance(SECOND);
    assertThat(process.sent).containsExactly(reply(7, ForwardVerdict.ANSWERED, Reply.bulk("x")));
  }

  @Test
  void whoIsUnblockedHasSeenNothingThatIsNotCommitted() {
    write("RPUSH a x");
    disk.health(MemoryDisk.Health.SYNC_STALLS);
    write("LPOP a");
    process.receive(forward(7, "BLMOVE a b LEFT LEFT 0"));
    process.sent.clear();
    process.replica().unblock(ASKER, 7, Unblocking.TIMEOUT);
    process.advance(SECOND);
    assertThat(process.sent).isEmpty();
    disk.health(MemoryDisk.Health.GOOD);
    process.advance(SECOND);
    assertThat(process.sent).containsExactly(reply(7, ForwardVerdict.UNBLOCKED, Reply.NULL_ARRAY));
  }

  @Test
  void nobodyElseIsUnblocked() {
    process.receive(forward(7, "BLMOVE a b LEFT LEFT 0"));
    process.receive(forward(8, "GET k"));
    process.sent.clear();
    process.replica().unblock(ASKER, 8, Unblocking.ERROR);
    process.replica().unblock(ASKER, 9, Unblocking.ERROR);
    assertThat(process.sent).isEmpty();
  }

  @Test
  void whoWaitsForCopiesIsUnblockedWithTheirNumber() {
    process.receive(forward(7, "WAIT 1 0"));
    process.receive(forward(8, "WAIT 1 60000"));
    process.sent.clear();
    process.replica().unblock(ASKER, 7, Unblocking.TIMEOUT);
    process.replica().unblock(ASKER, 8, Unblocking.ERROR);
    process.advance(SECOND.multipliedBy(61));
    assertThat(process.sent)
        .containsExactly(
            reply(7, ForwardVerdict.UNBLOCKED, Reply.ZERO),
            reply(8, ForwardVerdict.UNBLOCKED, Refusals.UNBLOCKED));
  }

  private void write(String... commands) {
    process.submit(new RecordedAnswer().batch(commands));
  }

  private static Forward forward(long id, String command) {
    return new Forward(
        LoneReplica.SHARD,
        new Epoch(1),
        ASKER,
        id,
        1,
        List.of(RecordedAnswer.words(command)),
        AckLevel.DEFAULT);
  }

  private static ForwardReply reply(long id, ForwardVerdict verdict, Reply... replies) {
    return new ForwardReply(ASKER, id, verdict, List.of(replies));
  }
}
