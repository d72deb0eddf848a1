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
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.FenceRequest;
import chorus.wire.PeerMessage.Owed;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a follower does with records in a chain. The chain is n2, which leads, n3, n1, which is the
/// real one here, n4 and n5.
final class RelayTest {
  private static final NodeId LEADER = new NodeId("n2");
  private static final NodeId BEFORE = new NodeId("n3");
  private static final NodeId NEXT = new NodeId("n4");
  private static final NodeId LAST = new NodeId("n5");
  private static final Epoch ONE = new Epoch(1);
  private static final Epoch TWO = new Epoch(2);
  private static final int SILENCE = 12;

  private final MemoryDisk disk = new MemoryDisk();
  private final LoneReplica follower = new LoneReplica(disk, 1, config(AckMode.CHAIN));

  @Test
  void recordsArePassedOnToTheSuccessorInTheNameOfTheLeader() {
    send(BEFORE, ONE, LogPosition.START, 1, 2, 3);
    heard(NEXT, ONE, 0);
    List<Append> passed = follower.takeSentTo(NEXT, Append.class);
    assertThat(passed.getLast().leader()).isEqualTo(LEADER);
    assertThat(passed.getLast().epoch()).isEqualTo(ONE);
    assertThat(lsns(passed)).containsExactly(1L, 2L, 3L);
    send(BEFORE, ONE, at(ONE, 3), 4);
    assertThat(lsns(follower.takeSentTo(NEXT, Append.class))).containsExactly(4L);
  }

  @Test
  void theLeaderAndWhoSentTheRecordsHearWhatIsDurable() {
    send(BEFORE, ONE, LogPosition.START, 1, 2, 3);
    for (NodeId hears : List.of(LEADER, BEFORE)) {
      List<AppendReply> replies = follower.takeSentTo(hears, AppendReply.class);
      assertThat(replies.getLast().verdict()).isEqualTo(AppendVerdict.ACCEPTED);
      assertThat(replies.getLast().durable()).isEqualTo(new Lsn(3));
    }
    send(BEFORE, ONE, at(ONE, 9), 10);
    assertThat(follower.takeSentTo(LEADER, AppendReply.class)).isEmpty();
    assertThat(follower.takeSentTo(BEFORE, AppendReply.class))
        .extracting(AppendReply::verdict)
        .containsExactly(AppendVerdict.MISMATCH);
  }

  @Test
  void whoComesAfterTheSuccessorIsFedWhileThatIsSilent() {
    send(BEFORE, ONE, LogPosition.START, 1, 2, 3);
    for (int beat = 0; beat < SILENCE; beat++) {
      heard(LAST, ONE, 0);
    }
    assertThat(lsns(follower.takeSentTo(LAST, Append.class))).contains(1L, 2L, 3L);
    heard(NEXT, ONE, 0);
    follower.beat();
    follower.takeSentTo(LAST, Append.class);
    send(BEFORE, ONE, at(ONE, 3), 4);
    heard(NEXT, ONE, 3);
    assertThat(lsns(follower.takeSentTo(NEXT, Append.class))).contains(4L);
    assertThat(follower.takeSentTo(LAST, Append.class)).isEmpty();
    for (int beat = 0; beat < SILENCE; beat++) {
      follower.beat();
    }
    heard(LAST, ONE, 3);
    assertThat(lsns(follower.takeSentTo(LAST, Append.class))).contains(4L);
  }

  /// An earlier leader's record is here, and may not be in the log of the present one.
  @Test
  void whatIsNotKnownToBeTheLeadersIsNotPassedOn() {
    follower.replica().startIsKnown();
    send(LEADER, ONE, LogPosition.START, 1, 2, 3);
    follower.replica().supersede(TWO);
    send(BEFORE, TWO, at(ONE, 2));
    follower.takeSentTo(NEXT, Append.class);
    heard(NEXT, TWO, 0);
    List<Append> passed = follower.takeSentTo(NEXT, Append.class);
    assertThat(lsns(passed)).containsExactly(1L, 2L);
    assertThat(passed).allMatch(each -> !each.previous().equals(at(ONE, 3)));
    send(BEFORE, TWO, at(ONE, 2), 3);
    assertThat(follower.takeSentTo(NEXT, Append.class).getLast().records())
        .extracting(LogRecord::position)
        .containsExactly(at(TWO, 3));
  }

  @Test
  void whatIsCommittedIsToldAlong() {
    send(BEFORE, ONE, LogPosition.START, 1, 2, 3);
    heard(NEXT, ONE, 3);
    follower.receive(BEFORE, append(ONE, at(ONE, 3), new Lsn(2), List.of()));
    assertThat(follower.takeSentTo(NEXT, Append.class).getLast().commit()).isEqualTo(new Lsn(2));
  }

  /// Its promises are lost, so that it may have lost records as well.
  @Test
  void whatIsOwedOnlyTheLeaderSays() {
    send(LEADER, ONE, LogPosition.START, 1);
    follower.receive(new FenceRequest(LoneReplica.SHARD, ONE));
    disk.paths().stream().filter(each -> each.endsWith("/state")).forEach(this::damage);
    LoneReplica again = new LoneReplica(disk, 2, config(AckMode.CHAIN));
    again.replica().startIsKnown();
    assertThat(again.replica().status().wholeness()).isEqualTo(Wholeness.NOT_WHOLE);
    again.receive(LEADER, append(ONE, at(ONE, 1), Lsn.NONE, List.of()));
    AppendReply reply = again.takeSentTo(LEADER, AppendReply.class).getLast();
    Owed owed = new Owed(reply.incarnation(), new Lsn(2));
    again.receive(
        LEADER,
        new Append(
            LoneReplica.SHARD, ONE, LEADER, at(ONE, 1), Lsn.NONE, Lsn.NONE, owed, List.of()));
    again.receive(BEFORE, append(ONE, at(ONE, 1), Lsn.NONE, records(ONE, 2)));
    assertThat(again.replica().status().wholeness()).isEqualTo(Wholeness.WHOLE);
  }

  @Test
  void inAnyOtherModeNothingIsPassedOn() {
    follower.define(LoneReplica.defined(config(AckMode.ALL)));
    send(LEADER, ONE, LogPosition.START, 1, 2, 3);
    heard(NEXT, ONE, 0);
    assertThat(follower.takeSentTo(NEXT, Append.class)).isEmpty();
  }

  @Test
  void whenTheModeChangesPassingOnBeginsAndEnds() {
    follower.define(LoneReplica.defined(config(AckMode.ALL)));
    send(LEADER, ONE, LogPosition.START, 1);
    follower.define(LoneReplica.defined(config(AckMode.CHAIN)));
    heard(NEXT, ONE, 0);
    assertThat(lsns(follower.takeSentTo(NEXT, Append.class))).containsExactly(1L);
    follower.define(LoneReplica.defined(config(AckMode.ALL)));
    follower.beat();
    send(LEADER, ONE, at(ONE, 1), 2);
    assertThat(follower.takeSentTo(NEXT, Append.class)).isEmpty();
  }

  @Test
  void thatTheSuccessorPromisedALaterEpochTheLeaderHearsForItself() {
    send(BEFORE, ONE, LogPosition.START, 1);
    heard(NEXT, ONE, 1);
    follower.receive(NEXT, reply(ONE, AppendVerdict.REJECTED, 1, TWO));
    send(BEFORE, ONE, at(ONE, 1), 2);
    assertThat(follower.replica().status().last()).isEqualTo(new Lsn(2));
  }

  private void damage(String path) {
    disk.flip(path, 100);
  }

  private void send(NodeId from, Epoch epoch, LogPosition previous, long... lsns) {
    follower.receive(from, append(epoch, previous, Lsn.NONE, records(epoch, lsns)));
  }

  private static Append append(
      Epoch epoch, LogPosition previous, Lsn commit, List<LogRecord> records) {
    return new Append(
        LoneReplica.SHARD, epoch, LEADER, previous, commit, commit, Owed.NOTHING, records);
  }

  private static List<LogRecord> records(Epoch epoch, long... lsns) {
    return LongStream.of(lsns)
        .mapToObj(
            lsn -> new LogRecord(epoch, new Lsn(lsn), new Hlc(lsn), RecordKind.BEAT, Bytes.EMPTY))
        .toList();
  }

  /// A heartbeat passes, and `node` says that it has everything up to `lsn`.
  private void heard(NodeId node, Epoch epoch, long lsn) {
    follower.beat();
    follower.receive(node, reply(epoch, AppendVerdict.ACCEPTED, lsn, epoch));
  }

  private static AppendReply reply(Epoch epoch, AppendVerdict verdict, long lsn, Epoch promised) {
    return new AppendReply(
        LoneReplica.SHARD,
        epoch,
        verdict,
        at(lsn == 0 ? Epoch.NONE : ONE, lsn),
        new Lsn(lsn),
        Wholeness.WHOLE,
        1,
        Lsn.NONE,
        promised);
  }

  private static List<Long> lsns(List<Append> appends) {
    return appends.stream()
        .flatMap(each -> each.records().stream())
        .map(each -> each.lsn().number())
        .toList();
  }

  private static LogPosition at(Epoch epoch, long lsn) {
    return new LogPosition(epoch, new Lsn(lsn));
  }

  private static AckConfig config(AckMode mode) {
    return new AckConfig(
        1, mode, List.of(BEFORE, LoneReplica.SELF, LEADER, NEXT, LAST), List.of(), List.of());
  }
}
