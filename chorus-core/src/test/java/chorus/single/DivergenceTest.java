package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import chorus.definition.FailoverMode;
import chorus.definition.Fsync;
import chorus.definition.OnFollower;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.testing.MemoryDisk;
import chorus.testing.MemoryDisk.Health;
import chorus.time.Hlc;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.Owed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In async, what a leader acknowledged alone, and the next one lacks.
final class DivergenceTest {
  private static final Epoch ONE = new Epoch(1);
  private static final Epoch TWO = new Epoch(2);
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final AckConfig ASYNC =
      AckConfig.first(AckMode.ASYNC, List.of(LoneReplica.SELF, N2, N3), List.of());
  private static final Duration STORED = Duration.ofMillis(200);

  private final MemoryDisk disk = new MemoryDisk();
  private final RecordedAnswer writer = new RecordedAnswer();

  @Test
  void theLeaderAloneAcknowledges() {
    LoneReplica leader = leading();
    leader.submit(writer.batch("SET k 1", "GET k"));
    assertThat(writer.only()).containsExactly("OK", "1");
  }

  @Test
  void whereFsyncTrailsALeaderDoesNotWaitForItsDisk() {
    LoneReplica leader = leading();
    disk.health(Health.SYNC_STALLS);
    leader.submit(writer.batch("SET k 1"));
    assertThat(writer.said).isEmpty();
    leader.define(defined(Fsync.EVERYSEC));
    RecordedAnswer later = new RecordedAnswer();
    leader.submit(later.batch("SET k 2"));
    assertThat(later.only()).containsExactly("OK");
  }

  @Test
  void whatCountedBeforeItsFsyncCountsNoMoreWhenFsyncIsAskedFor() {
    LoneReplica leader = leading();
    leader.define(defined(Fsync.EVERYSEC));
    leader.submit(writer.batch("SET k 1"));
    assertThat(writer.only()).containsExactly("OK");
    disk.health(Health.SYNC_STALLS);
    leader.define(defined(Fsync.ALWAYS));
    RecordedAnswer later = new RecordedAnswer();
    leader.submit(later.batch("SET k 2"));
    assertThat(later.said).isEmpty();
  }

  @Test
  void rowsNeverStandBeyondWhatTheirLogHasDurably() {
    LoneReplica leader = leading();
    leader.define(defined(Fsync.EVERYSEC));
    disk.health(Health.SYNC_STALLS);
    leader.submit(writer.batch("SET k 1"));
    leader.confirm(N2, ONE, 2);
    leader.confirm(N3, ONE, 2);
    leader.advance(STORED);
    assertThat(leader.replica().status().commit()).isEqualTo(new Lsn(2));
    assertThat(leader.replica().status().applied().number()).isLessThan(2);
  }

  @Test
  void whatIsNotOnAMajorityIsShownAndNotStored() {
    LoneReplica leader = leading();
    leader.submit(writer.batch("SET k 1"));
    leader.advance(STORED);
    assertThat(leader.replica().status().applied()).isEqualTo(Lsn.NONE);
    leader.confirm(N2, ONE, 2);
    leader.advance(STORED);
    assertThat(leader.replica().status().applied()).isEqualTo(new Lsn(2));
  }

  @Test
  void whatTheNextLeaderLacksIsSavedAndGoneFromTheRows() {
    LoneReplica old = leading();
    old.submit(writer.batch("SET k 1", "INCR k", "SET other x"));
    old.replica().supersede(TWO);
    nextLeaderBeginsAfter(old, new LogPosition(ONE, new Lsn(2)));
    assertThat(read(old, "GET k", "DBSIZE")).containsExactly("1", "1");
    assertThat(old.replica().status().diverged()).isEqualTo(2);
    assertThat(old.replica().status().last()).isEqualTo(new Lsn(3));
  }

  @Test
  void whatIsSavedIsThereAfterARestart() {
    LoneReplica old = leading();
    old.submit(writer.batch("SET k 1"));
    old.replica().supersede(TWO);
    nextLeaderBeginsAfter(old, new LogPosition(ONE, new Lsn(1)));
    old.replica().close();
    assertThat(new LoneReplica(disk, 2, ASYNC).replica().status().diverged()).isEqualTo(1);
  }

  @Test
  void rowsThatAreStoredBeyondThePointAreMadeAgain() {
    LoneReplica old = leading();
    old.submit(writer.batch("SET k 1", "SET k 2"));
    old.confirm(N2, ONE, 3);
    old.advance(STORED);
    assertThat(old.replica().status().applied()).isEqualTo(new Lsn(3));
    old.replica().supersede(TWO);
    nextLeaderBeginsAfter(old, new LogPosition(ONE, new Lsn(2)));
    old.advance(STORED);
    nextLeaderBeginsAfter(old, new LogPosition(ONE, new Lsn(2)));
    assertThat(read(old, "GET k")).containsExactly("1");
    assertThat(old.replica().status().diverged()).isEqualTo(1);
  }

  @Test
  void nothingIsCutBeforeThisNodeKnowsWhatWasAgreed() {
    LoneReplica old = leading();
    old.submit(writer.batch("SET k 1"));
    nextLeaderBeginsAfter(old, new LogPosition(ONE, new Lsn(1)));
    assertThat(old.replica().status().last()).isEqualTo(new Lsn(2));
    old.replica().supersede(TWO);
    nextLeaderBeginsAfter(old, new LogPosition(ONE, new Lsn(1)));
    assertThat(old.replica().status().diverged()).isEqualTo(1);
  }

  /// What only this replica had is the history again.
  @Test
  void whoIsChosenWithItsTailKeepsIt() {
    LoneReplica old = leading();
    old.submit(writer.batch("SET k 1"));
    old.replica().supersede(TWO);
    old.lead(new Epoch(3));
    assertThat(read(old, "GET k")).containsExactly("1");
    assertThat(old.replica().status().diverged()).isZero();
  }

  private static DatabaseDefinition defined(Fsync fsync) {
    DatabaseDefinition first = LoneReplica.defined(ASYNC);
    return first
        .altered(FailoverMode.AUTO, OnFollower.FORWARD, first.policy().with(fsync))
        .ledIn(ONE);
  }

  private LoneReplica leading() {
    LoneReplica leader = new LoneReplica(disk, 1, ASYNC);
    leader.replica().startIsKnown();
    leader.define(LoneReplica.defined(ASYNC).ledIn(ONE));
    leader.lead(ONE);
    return leader;
  }

  /// The leader of epoch 2 has what is up to `shared`, and its own first record after that, which
  /// is committed.
  private static void nextLeaderBeginsAfter(LoneReplica old, LogPosition shared) {
    Lsn first = shared.lsn().next();
    var start = new LogRecord(TWO, first, new Hlc(99), RecordKind.EPOCH_START, Bytes.EMPTY);
    old.receive(
        new Append(
            LoneReplica.SHARD,
            TWO,
            LoneReplica.GATEWAY,
            shared,
            first,
            first,
            Owed.NOTHING,
            List.of(start)));
    old.advance(STORED);
  }

  private static List<String> read(LoneReplica replica, String... commands) {
    RecordedAnswer answer = new RecordedAnswer();
    replica.replica().readHere(answer.batch(commands));
    return answer.only();
  }
}
