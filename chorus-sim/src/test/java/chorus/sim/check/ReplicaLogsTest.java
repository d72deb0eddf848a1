package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.sim.check.ReplicaLogs.Matter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicaLogsTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");

  private final Verdicts verdicts = new Verdicts(() -> 0);
  private final ReplicaLogs logs = new ReplicaLogs(verdicts, List.of(N1, N2, N3));

  @BeforeEach
  void aMajorityIsEnough() {
    logs.inForce(config(1, AckMode.MAJORITY, List.of()));
    List.of(N1, N2, N3).forEach(logs::confirms);
  }

  private static AckConfig config(long version, AckMode mode, List<NodeId> synchronous) {
    return new AckConfig(version, mode, List.of(N1, N2, N3), List.of(), synchronous);
  }

  @Test
  void inSemiSyncTheTwoThatAreNamedMustHaveIt() {
    logs.inForce(config(2, AckMode.SEMI_SYNC, List.of(N1, N3)));
    write(N1, 1, 1);
    write(N2, 1, 1);
    logs.acknowledged(N1, "n1#1", 1, 1);
    refused(ReplicaLogs.DURABLE);
  }

  @Test
  void inAllEveryReplicaMustHaveIt() {
    logs.inForce(config(2, AckMode.ALL, List.of()));
    write(N1, 1, 1);
    write(N2, 1, 1);
    logs.acknowledged(N1, "n1#1", 1, 1);
    refused(ReplicaLogs.DURABLE);
  }

  @Test
  void inAllAMajorityIsEnoughForWhatAnEarlierLeaderWroteToBeShown() {
    logs.inForce(config(2, AckMode.ALL, List.of()));
    logs.activating(2, 2);
    write(N1, 1, 2);
    write(N2, 1, 2);
    logs.acknowledged(N1, "n1#1", 2, 1);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void aModeThatWhatIsAcknowledgedDoesNotFitIsNotInForce() {
    write(N1, 1, 1);
    write(N2, 1, 1);
    commit(1);
    logs.acknowledged(N1, "n1#1", 1, 1);
    logs.inForce(config(2, AckMode.SEMI_SYNC, List.of(N1, N3)));
    refused(ReplicaLogs.IN_FORCE);
  }

  @Test
  void whoHoldsNoReplicaDoesNotCount() {
    logs.inForce(config(2, AckMode.MAJORITY, List.of()).without(2, N2));
    write(N1, 1, 1);
    write(N2, 1, 1);
    logs.acknowledged(N1, "n1#1", 1, 1);
    refused(ReplicaLogs.DURABLE);
  }

  @Test
  void anotherSetOfReplicasIsInForceOnceAllThatIsAcknowledgedIsThere() {
    write(N1, 1, 1);
    write(N2, 1, 1);
    commit(1);
    logs.acknowledged(N1, "n1#1", 1, 1);
    logs.inForce(config(1, AckMode.MAJORITY, List.of()).with(2, new NodeId("n4")));
    refused(ReplicaLogs.IN_FORCE);
  }

  @Test
  void whatWasGivenUpNeedNotBeThereAgain() {
    write(N1, 1, 3);
    logs.discarded(N1);
    logs.recovered(N1, Lsn.NONE, Lsn.NONE, LogPosition.START, ReplicaLogs.Disk.SOUND);
    assertThat(verdicts.found()).isEmpty();
    write(N1, 1, 3);
    logs.recovered(N1, Lsn.NONE, Lsn.NONE, LogPosition.START, ReplicaLogs.Disk.SOUND);
    refused(ReplicaLogs.KEPT);
  }

  @Test
  void ordinaryReplicationIsAccepted() {
    write(N1, 1, 3);
    write(N2, 1, 3);
    commit(3);
    logs.acknowledged(N1, "n1#1", 1, 3);
    logs.content(N1, 3, "abc");
    logs.content(N2, 3, "abc");
    logs.recovered(N1, Lsn.NONE, Lsn.NONE, at(1, 3), ReplicaLogs.Disk.SOUND);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void acknowledgedOnOneDiskIsRefused() {
    write(N1, 1, 1);
    logs.appended(N2, at(1, 1), 1, Matter.WRITE);
    logs.acknowledged(N1, "n1#1", 1, 1);
    refused(ReplicaLogs.DURABLE);
  }

  @Test
  void copyOfAProcessThatMayNotConfirmDoesNotCount() {
    write(N1, 1, 2);
    write(N2, 1, 1);
    logs.recovered(N2, Lsn.NONE, Lsn.NONE, at(1, 1), ReplicaLogs.Disk.SOUND);
    writeSecond(N2);
    logs.acknowledged(N1, "n1#1", 1, 1);
    assertThat(verdicts.found()).as("an earlier process confirmed it").isEmpty();
    logs.acknowledged(N1, "n1#1", 1, 2);
    refused(ReplicaLogs.DURABLE);
  }

  @Test
  void whatAProcessHadThatMightNotConfirmIsNoLoss() {
    write(N1, 1, 2);
    write(N2, 1, 1);
    write(N3, 1, 2);
    logs.acknowledged(N1, "n1#1", 1, 2);
    logs.recovered(N2, Lsn.NONE, Lsn.NONE, at(1, 1), ReplicaLogs.Disk.SOUND);
    writeSecond(N2);
    assertThat(logs.recovered(N2, Lsn.NONE, Lsn.NONE, at(1, 1), ReplicaLogs.Disk.DAMAGED))
        .isFalse();
    assertThat(logs.recovered(N3, Lsn.NONE, Lsn.NONE, at(1, 1), ReplicaLogs.Disk.DAMAGED)).isTrue();
  }

  @Test
  void copyOfAnotherEpochDoesNotCount() {
    write(N1, 1, 1);
    write(N2, 2, 1);
    logs.acknowledged(N1, "n1#1", 1, 1);
    refused(ReplicaLogs.DURABLE);
  }

  @Test
  void copyThatRottedCountsUntilItsReplicaSpeaksAgain() {
    write(N1, 1, 2);
    write(N2, 1, 2);
    logs.recovered(N2, Lsn.NONE, Lsn.NONE, LogPosition.START, ReplicaLogs.Disk.DAMAGED);
    logs.acknowledged(N1, "n1#1", 1, 1);
    assertThat(verdicts.found()).isEmpty();
    logs.appended(N2, at(1, 1), 1, Matter.WRITE);
    logs.acknowledged(N1, "n1#1", 1, 2);
    refused(ReplicaLogs.DURABLE);
  }

  @Test
  void twoLeadersOfOneEpochAreRefused() {
    write(N1, 1, 1);
    write(N2, 1, 1);
    logs.acknowledged(N1, "n1#1", 1, 1);
    logs.acknowledged(N1, "n1#2", 1, 1);
    refused(ReplicaLogs.ONE_LEADER);
  }

  @Test
  void differentRecordsAtOnePositionAreRefused() {
    logs.appended(N1, at(1, 1), 7, Matter.WRITE);
    logs.appended(N2, at(1, 1), 8, Matter.WRITE);
    refused(ReplicaLogs.MATCHING);
  }

  @Test
  void differentHistoriesBeforeOnePositionAreRefused() {
    logs.appended(N1, at(1, 1), 7, Matter.WRITE);
    logs.appended(N2, at(2, 1), 7, Matter.WRITE);
    logs.appended(N1, at(3, 2), 9, Matter.WRITE);
    logs.appended(N2, at(3, 2), 9, Matter.WRITE);
    refused(ReplicaLogs.MATCHING);
  }

  @Test
  void gapIsRefused() {
    logs.appended(N1, at(1, 2), 7, Matter.WRITE);
    refused(ReplicaLogs.MATCHING);
  }

  @Test
  void changedCommittedRecordIsRefused() {
    write(N1, 1, 1);
    logs.committed(N1, 1);
    write(N2, 2, 1);
    logs.committed(N2, 1);
    refused(ReplicaLogs.ONE_HISTORY);
  }

  @Test
  void commitThatRetreatsIsRefused() {
    write(N1, 1, 2);
    logs.committed(N1, 2);
    logs.committed(N1, 1);
    refused(ReplicaLogs.NO_RETREAT);
  }

  @Test
  void appliedBeforeCommittedIsRefused() {
    write(N1, 1, 1);
    logs.applied(N1, 1);
    refused(ReplicaLogs.APPLIED);
  }

  @Test
  void lostDurableRecordIsRefusedOnASoundDiskOnly() {
    write(N1, 1, 2);
    logs.recovered(N1, Lsn.NONE, Lsn.NONE, at(1, 1), ReplicaLogs.Disk.DAMAGED);
    assertThat(verdicts.found()).isEmpty();
    write(N2, 1, 2);
    logs.recovered(N2, Lsn.NONE, Lsn.NONE, at(1, 1), ReplicaLogs.Disk.SOUND);
    refused(ReplicaLogs.KEPT);
  }

  @Test
  void differentContentAtOnePositionIsRefused() {
    write(N1, 1, 9);
    write(N2, 1, 9);
    logs.content(N1, 5, "abc");
    logs.content(N2, 5, "abd");
    refused(ReplicaLogs.CONTENT);
  }

  @Test
  void longForkIsRefused() {
    var order = new VectorOrder(verdicts);
    order.saw("r1", List.of(1L, 0L));
    order.saw("r2", List.of(0L, 1L));
    order.finish();
    refused(VectorOrder.LAW);
  }

  @Test
  void comparableReadsAreAccepted() {
    var order = new VectorOrder(verdicts);
    order.saw("r1", List.of(1L, 2L));
    order.saw("r2", List.of(1L, 0L));
    order.saw("r3", List.of(0L, 0L));
    order.saw("r4", List.of(1L, 2L));
    order.finish();
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void numberThatFallsIsRefused() {
    var monotone = new Monotone(verdicts, "never back");
    monotone.saw("a", 2);
    monotone.saw("b", 1);
    monotone.saw("a", 1);
    refused("never back");
  }

  @Test
  void acknowledgedWriteThatIsCutUnsavedIsRefused() {
    lossy();
    write(N1, 1, 3);
    logs.acknowledged(N1, "n1#1", 1, 3);
    logs.saved(N1, 2, 2);
    logs.rewound(N1, 1);
    logs.cut(N1, 1);
    refused(ReplicaLogs.SAVED);
  }

  @Test
  void whatIsSavedMayBeCutAndTheNextLeaderHasOtherRecords() {
    lossy();
    write(N1, 1, 3);
    write(N2, 1, 1);
    logs.committed(N1, 3);
    logs.acknowledged(N1, "n1#1", 1, 3);
    logs.activating(2, 2);
    logs.appended(N2, at(2, 2), 9, Matter.NOTE);
    logs.durable(N2, 2);
    logs.committed(N2, 2);
    logs.acknowledged(N2, "n2#1", 2, 2);
    logs.saved(N1, 2, 3);
    logs.rewound(N1, 1);
    logs.cut(N1, 1);
    logs.appended(N1, at(2, 2), 9, Matter.NOTE);
    logs.committed(N1, 2);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void inASynchronousEpochNothingThatIsCommittedMayBeTakenBack() {
    write(N1, 1, 3);
    logs.committed(N1, 3);
    logs.rewound(N1, 2);
    refused(ReplicaLogs.ONE_HISTORY);
  }

  @Test
  void whatIsTrimmedMustBeInRows() {
    write(N1, 1, 3);
    write(N2, 1, 3);
    commit(3);
    logs.trimmed(N1, 3);
    assertThat(verdicts.found()).isEmpty();
    logs.trimmed(N2, 1);
    refused(ReplicaLogs.KEPT);
  }

  @Test
  void rowsThatALogWasTrimmedForMustBeThereAfterARestart() {
    write(N1, 1, 3);
    write(N2, 1, 3);
    commit(3);
    logs.recovered(N1, new Lsn(2), new Lsn(2), at(1, 3), ReplicaLogs.Disk.SOUND);
    assertThat(verdicts.found()).isEmpty();
    logs.recovered(N1, new Lsn(2), new Lsn(1), at(1, 3), ReplicaLogs.Disk.SOUND);
    refused(ReplicaLogs.KEPT);
  }

  @Test
  void aReplicaWithoutRowsCountsForNothingNewUntilTheyAreThere() {
    write(N1, 1, 1);
    write(N2, 1, 1);
    logs.rowsAwaited(N2);
    logs.acknowledged(N1, "n1#1", 1, 1);
    assertThat(verdicts.found()).isEmpty();
    for (NodeId node : List.of(N1, N2)) {
      logs.appended(node, at(1, 2), 2, Matter.WRITE);
      logs.durable(node, 2);
    }
    logs.acknowledged(N1, "n1#1", 1, 2);
    refused(ReplicaLogs.DURABLE);
  }

  /// Until epoch 2 the leader alone acknowledges.
  private void lossy() {
    logs.lossyTo(2);
    logs.inForce(config(2, AckMode.ASYNC, List.of()));
  }

  private void write(NodeId node, long epoch, long upTo) {
    for (long lsn = 1; lsn <= upTo; lsn++) {
      logs.appended(node, at(epoch, lsn), lsn, Matter.WRITE);
    }
    logs.durable(node, upTo);
  }

  private void writeSecond(NodeId node) {
    logs.appended(node, at(1, 2), 2, Matter.WRITE);
    logs.durable(node, 2);
  }

  private void commit(long lsn) {
    logs.committed(N1, lsn);
    logs.committed(N2, lsn);
    logs.applied(N1, lsn);
  }

  private void refused(String law) {
    assertThat(verdicts.found()).extracting(Violation::law).containsExactly(law);
  }

  private static LogPosition at(long epoch, long lsn) {
    return new LogPosition(new Epoch(epoch), new Lsn(lsn));
  }
}
