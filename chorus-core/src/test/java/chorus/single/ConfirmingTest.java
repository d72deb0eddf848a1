package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.Owed;
import java.util.List;
import org.junit.jupiter.api.Test;

/// From when on the copies of a follower count.
final class ConfirmingTest {
  private static final NodeId OTHER = new NodeId("n2");
  private static final Epoch ONE = new Epoch(1);
  private static final Epoch TWO = new Epoch(2);
  private static final LogRecord RECORD =
      new LogRecord(ONE, new Lsn(1), new Hlc(1), RecordKind.BEAT, Bytes.EMPTY);

  private final LoneReplica replica =
      new LoneReplica(
          AckConfig.first(AckMode.MAJORITY, List.of(LoneReplica.SELF, OTHER), List.of()));

  /// Else a copy of its disk that was made before this start could take its place, without what was
  /// confirmed, and nobody would know that there had been another process (seed 1580).
  @Test
  void itsStartIsAgreedBeforeThat() {
    replica.receive(OTHER, first());
    assertThat(replies()).isNotEmpty().allMatch(it -> it.wholeness() == Wholeness.NOT_WHOLE);
    replica.replica().startIsKnown();
    AppendReply confirmation = replies().getLast();
    assertThat(confirmation.wholeness()).isEqualTo(Wholeness.WHOLE);
    assertThat(confirmation.durable()).isEqualTo(RECORD.lsn());
  }

  /// A message of its earlier process says nothing of what the present one has (seeds 598, 1779).
  @Test
  void aLateMessageConfirmsNoMoreThanItSays() {
    RecordedAnswer writer = new RecordedAnswer();
    replica.lead(ONE);
    replica.receive(OTHER, reply(RECORD.lsn(), Wholeness.WHOLE));
    replica.submit(writer.batch("SET k v"));
    Lsn written = replica.replica().status().last();
    replica.receive(OTHER, reply(written, Wholeness.NOT_WHOLE));
    replica.receive(OTHER, reply(RECORD.lsn(), Wholeness.WHOLE));
    assertThat(writer.said).isEmpty();
    replica.receive(OTHER, reply(written, Wholeness.WHOLE));
    assertThat(writer.only()).containsExactly("OK");
  }

  /// Only committed records are in rows alone. Without this, a leader whose rows stand before that
  /// and a follower that waits for rows, would wait for each other (seed 3095).
  @Test
  void whereALogBeginsIsCommittedWhetherItCountsOrNot() {
    replica.receive(OTHER, first());
    replica.replica().supersede(TWO);
    replica.lead(TWO);
    assertThat(replica.replica().status().commit()).isEqualTo(Lsn.NONE);
    LogPosition here = new LogPosition(ONE, RECORD.lsn());
    replica.receive(OTHER, reply(TWO, here, Wholeness.ROWLESS, new LogPosition(TWO, here.lsn())));
    assertThat(replica.replica().status().commit()).as("of another history").isEqualTo(Lsn.NONE);
    replica.receive(OTHER, reply(TWO, here, Wholeness.ROWLESS, here));
    assertThat(replica.replica().status().commit()).isEqualTo(here.lsn());
  }

  private List<AppendReply> replies() {
    return replica.takeSentTo(OTHER, AppendReply.class);
  }

  private static Append first() {
    return new Append(
        LoneReplica.SHARD,
        ONE,
        OTHER,
        LogPosition.START,
        Lsn.NONE,
        Lsn.NONE,
        Owed.NOTHING,
        List.of(RECORD));
  }

  private static AppendReply reply(Lsn durable, Wholeness wholeness) {
    return reply(ONE, new LogPosition(ONE, durable), wholeness, LogPosition.START);
  }

  private static AppendReply reply(
      Epoch epoch, LogPosition durable, Wholeness wholeness, LogPosition base) {
    return new AppendReply(
        LoneReplica.SHARD,
        epoch,
        AppendVerdict.ACCEPTED,
        durable,
        durable.lsn(),
        wholeness,
        1,
        base,
        Lsn.NONE,
        epoch);
  }
}
