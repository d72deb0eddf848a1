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
import java.util.List;
import org.junit.jupiter.api.Test;

/// A forwarded batch runs at most once, whatever the network does with its message. "Not leading"
/// invites the gateway to send it elsewhere, so it is said only of a batch that never ran.
final class ForwardedBatchTest {
  private static final Epoch ONE = new Epoch(1);
  private static final Epoch TWO = new Epoch(2);

  private final MemoryDisk disk = new MemoryDisk();
  private final LoneReplica process = new LoneReplica(disk, 1);

  @Test
  void aBatchIsRunAndAnsweredOnce() {
    process.lead(ONE);
    process.receive(increment(ONE, 7));
    process.receive(increment(ONE, 7));
    assertThat(replies(process)).containsExactly(answered(7, 1));
    process.receive(increment(ONE, 8));
    assertThat(replies(process)).last().isEqualTo(answered(8, 2));
  }

  @Test
  void aRepetitionAfterTheLeadershipDoesNotSayThatNothingHappened() {
    process.lead(ONE);
    process.receive(increment(ONE, 7));
    process.receive(new FenceRequest(LoneReplica.SHARD, TWO));
    process.receive(increment(ONE, 7));
    assertThat(replies(process)).containsExactly(answered(7, 1));
  }

  @Test
  void aRepetitionAfterARestartDoesNotSayThatNothingHappened() {
    process.lead(ONE);
    process.receive(increment(ONE, 7));
    LoneReplica again = new LoneReplica(disk, 2);
    again.receive(increment(ONE, 7));
    again.lead(TWO);
    again.receive(increment(ONE, 7));
    assertThat(replies(again)).isEmpty();
    again.receive(increment(TWO, 8));
    assertThat(replies(again)).containsExactly(answered(8, 2));
  }

  @Test
  void aBatchThatComesAfterTheLeadershipIsSentElsewhere() {
    process.lead(ONE);
    process.receive(new FenceRequest(LoneReplica.SHARD, TWO));
    process.receive(increment(ONE, 7));
    assertThat(replies(process)).containsExactly(notLeading(7));
    process.receive(increment(ONE, 7));
    assertThat(replies(process)).hasSize(1);
  }

  private static Forward increment(Epoch epoch, long id) {
    return new Forward(
        LoneReplica.SHARD,
        epoch,
        gateway(),
        id,
        1,
        List.of(RecordedAnswer.words("INCR counter")),
        AckLevel.DEFAULT);
  }

  private static ForwardReply answered(long id, long value) {
    return new ForwardReply(gateway(), id, ForwardVerdict.ANSWERED, List.of(Reply.integer(value)));
  }

  private static ForwardReply notLeading(long id) {
    return new ForwardReply(gateway(), id, ForwardVerdict.NOT_LEADING, List.of());
  }

  private static GatewayId gateway() {
    return new GatewayId(LoneReplica.GATEWAY, 1, 0);
  }

  private static List<ForwardReply> replies(LoneReplica process) {
    return process.sent.stream()
        .filter(ForwardReply.class::isInstance)
        .map(ForwardReply.class::cast)
        .toList();
  }
}
