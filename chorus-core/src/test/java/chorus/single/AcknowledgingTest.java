package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckLevel;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.FailoverMode;
import chorus.definition.OnDegrade;
import chorus.definition.OnFollower;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a leader answers a write, in each mode, while the mode changes, and when followers are
/// gone. The test plays the followers n2 and n3.
final class AcknowledgingTest {
  private static final NodeId N1 = LoneReplica.SELF;
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Epoch EPOCH = new Epoch(1);
  private static final Duration HEARTBEAT = Duration.ofMillis(100);
  private static final Duration DETECTED = Duration.ofMillis(1500);

  private final RecordedAnswer writer = new RecordedAnswer();

  @Test
  void inAllAWriteWaitsForEveryReplica() {
    LoneReplica leader = leading(AckMode.ALL, OnDegrade.ERROR);
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N2, EPOCH, 2);
    assertThat(writer.said).isEmpty();
    leader.confirm(N3, EPOCH, 2);
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void inSemiSyncAWriteWaitsForTheSynchronousFollowerAndNoOther() {
    LoneReplica leader = leading(AckMode.SEMI_SYNC, OnDegrade.ERROR);
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N3, EPOCH, 2);
    assertThat(writer.said).isEmpty();
    leader.confirm(N2, EPOCH, 2);
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void whileAModeChangesAWriteNeedsBoth() {
    LoneReplica leader = leading(AckMode.MAJORITY, OnDegrade.ERROR);
    DatabaseDefinition planned = wanting(AckMode.MAJORITY, AckMode.ALL);
    leader.define(planned);
    assertThat(leader.asked).containsExactly("plan 2 []");
    planned = planned.planning(config(2, AckMode.ALL), EPOCH);
    leader.define(planned);
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N2, EPOCH, 2);
    assertThat(writer.said).isEmpty();
    leader.confirm(N3, EPOCH, 2);
    assertThat(writer.only()).containsExactly("OK");
    assertThat(leader.asked).contains("complete 2");
  }

  @Test
  void aWeakerModeHoldsOnlyOnceItIsAgreedThatItIsInForce() {
    LoneReplica leader = leading(AckMode.ALL, OnDegrade.ERROR);
    DatabaseDefinition planned =
        wanting(AckMode.ALL, AckMode.MAJORITY).planning(config(2, AckMode.MAJORITY), EPOCH);
    leader.define(planned);
    assertThat(leader.asked).containsExactly("complete 2");
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N2, EPOCH, 2);
    assertThat(writer.said).isEmpty();
    leader.define(planned.completed());
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void aModeIsReportedAsHoldingOnlyOnceAllThatIsWrittenFitsIt() {
    LoneReplica leader = leading(AckMode.MAJORITY, OnDegrade.ERROR);
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N2, EPOCH, 2);
    assertThat(writer.only()).containsExactly("OK");
    leader.define(wanting(AckMode.MAJORITY, AckMode.ALL).planning(config(2, AckMode.ALL), EPOCH));
    assertThat(leader.asked).isEmpty();
    leader.confirm(N3, EPOCH, 2);
    assertThat(leader.asked).containsExactly("complete 2");
  }

  @Test
  void whenTheSynchronousFollowerIsSilentAnotherIsNamed() {
    LoneReplica leader = leading(AckMode.SEMI_SYNC, OnDegrade.ERROR);
    silence(leader, N2);
    assertThat(leader.asked).contains("plan 2 [" + N1 + ", " + N3 + "]");
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N3, EPOCH, leader.replica().status().last().number());
    assertThat(writer.said).isEmpty();
    DatabaseDefinition planned =
        definition(AckMode.SEMI_SYNC)
            .planning(definition(AckMode.SEMI_SYNC).ack().paired(2, N1, N3), EPOCH);
    leader.define(planned);
    assertThat(writer.said).isEmpty();
    assertThat(leader.asked).contains("complete 2");
    leader.define(planned.completed());
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void withAReplicaDownAllRefusesWritesAndGoesOnReading() {
    LoneReplica leader = leading(AckMode.ALL, OnDegrade.ERROR);
    silence(leader, N3);
    leader.submit(writer.batch("SET k v", "GET k"));
    assertThat(writer.only()).containsExactly("-NOREPLICAS", "Null[]");
    leader.confirm(N3, EPOCH, leader.replica().status().last().number());
    leader.advance(HEARTBEAT);
    RecordedAnswer later = new RecordedAnswer();
    leader.submit(later.batch("SET k v"));
    confirmAll(leader);
    assertThat(later.only()).containsExactly("OK");
  }

  @Test
  void writesThatMayWaitDoSoUntilTheReplicaIsBack() {
    LoneReplica leader = leading(AckMode.ALL, OnDegrade.WAIT);
    silence(leader, N3);
    leader.submit(writer.batch("SET k v"));
    leader.advance(Duration.ofSeconds(20));
    assertThat(writer.said).isEmpty();
    assertThat(writer.waiting).isGreaterThan(2);
    confirmAll(leader);
    leader.advance(HEARTBEAT);
    confirmAll(leader);
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void aConnectionMayAskForMoreThanItsDatabase() {
    LoneReplica leader = leading(AckMode.MAJORITY, OnDegrade.ERROR);
    leader.submit(writer.batch(AckLevel.ALL, "SET k v"));
    RecordedAnswer other = new RecordedAnswer();
    leader.submit(other.batch("GET k"));
    leader.confirm(N2, EPOCH, 2);
    assertThat(writer.said).isEmpty();
    assertThat(other.only()).containsExactly("v");
    leader.confirm(N3, EPOCH, 2);
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void whatAConnectionAsksForInVainIsRefusedOrSaidToBeUnconfirmed() {
    LoneReplica leader = leading(AckMode.MAJORITY, OnDegrade.ERROR);
    leader.submit(writer.batch(AckLevel.ALL, "SET k v", "GET other"));
    leader.confirm(N2, EPOCH, 2);
    for (int beat = 0; beat < 60; beat++) {
      leader.advance(HEARTBEAT);
      leader.confirm(N2, EPOCH, leader.replica().status().last().number());
    }
    assertThat(writer.only()).containsExactly("-INDETERMINATE", "Null[]");
    RecordedAnswer later = new RecordedAnswer();
    leader.submit(later.batch(AckLevel.ALL, "SET k w"));
    assertThat(later.only()).containsExactly("-NOREPLICAS");
  }

  private LoneReplica leading(AckMode mode, OnDegrade onDegrade) {
    LoneReplica leader = new LoneReplica(AckConfig.first(mode, List.of(N1, N2, N3), List.of()));
    leader.define(
        definition(mode)
            .altered(FailoverMode.AUTO, OnFollower.FORWARD, AckPolicy.of(mode).with(onDegrade)));
    leader.lead(EPOCH);
    confirmAll(leader);
    return leader;
  }

  /// Time passes until it is plain that `gone` says nothing, while the other one does.
  private static void silence(LoneReplica leader, NodeId gone) {
    NodeId other = gone.equals(N2) ? N3 : N2;
    for (Duration passed = Duration.ZERO;
        passed.compareTo(DETECTED) < 0;
        passed = passed.plus(HEARTBEAT)) {
      leader.advance(HEARTBEAT);
      leader.confirm(other, EPOCH, leader.replica().status().last().number());
    }
  }

  private static void confirmAll(LoneReplica leader) {
    long end = leader.replica().status().last().number();
    leader.confirm(N2, EPOCH, end);
    leader.confirm(N3, EPOCH, end);
  }

  private static AckConfig config(long version, AckMode mode) {
    return new AckConfig(version, mode, List.of(N1, N2, N3), List.of(), List.of());
  }

  @Test
  void aModeWhoseReplicasAreDownWaitsAndNothingElseDoes() {
    LoneReplica leader = leading(AckMode.MAJORITY, OnDegrade.ERROR);
    silence(leader, N3);
    leader.define(wanting(AckMode.MAJORITY, AckMode.ALL));
    assertThat(leader.asked).isEmpty();
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N2, EPOCH, leader.replica().status().last().number());
    assertThat(writer.only()).containsExactly("OK");
    confirmAll(leader);
    assertThat(leader.asked).containsExactly("plan 2 []");
  }

  @Test
  void ifTheReplicasOfAPlannedModeGoTheOldOneStays() {
    LoneReplica leader = leading(AckMode.MAJORITY, OnDegrade.ERROR);
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N2, EPOCH, 2);
    leader.define(wanting(AckMode.MAJORITY, AckMode.ALL).planning(config(2, AckMode.ALL), EPOCH));
    silence(leader, N3);
    assertThat(leader.asked).contains("plan 3 []").doesNotContain("complete 2");
  }

  /// Each plan would be agreed on at once, and be answered by the next one.
  @Test
  void whatIsInForceIsNotPlannedAgainAndAgainWhileItCannotBeMet() {
    LoneReplica leader = leading(AckMode.ALL, OnDegrade.ERROR);
    silence(leader, N3);
    DatabaseDefinition planned = definition(AckMode.ALL).planning(config(2, AckMode.ALL), EPOCH);
    leader.define(planned);
    leader.advance(DETECTED);
    assertThat(leader.asked).isEmpty();
    confirmAll(leader);
    leader.advance(HEARTBEAT);
    assertThat(leader.asked).containsExactly("complete 2");
  }

  @Test
  void aDatabaseThatGoesOnLoudlyDoesSoOnceThatIsAgreedAndGoesBack() {
    LoneReplica leader = leading(AckMode.ALL, OnDegrade.ASYNC_LOUD);
    silence(leader, N3);
    assertThat(leader.asked).contains("plan 2 []");
    leader.submit(writer.batch("SET k v"));
    assertThat(writer.said).isEmpty();
    AckPolicy loud = AckPolicy.of(AckMode.ALL).with(OnDegrade.ASYNC_LOUD);
    DatabaseDefinition planned =
        definition(AckMode.ALL)
            .altered(FailoverMode.AUTO, OnFollower.FORWARD, loud)
            .planning(config(2, AckMode.ASYNC), EPOCH);
    leader.define(planned);
    assertThat(leader.asked).contains("complete 2");
    assertThat(writer.said).isEmpty();
    leader.define(planned.completed());
    leader.advance(HEARTBEAT);
    assertThat(writer.only()).containsExactly("OK");
    assertThat(planned.completed().isLoud()).isTrue();
    confirmAll(leader);
    assertThat(leader.asked).contains("plan 3 []");
  }

  private static DatabaseDefinition wanting(AckMode inForce, AckMode wanted) {
    return definition(inForce).altered(FailoverMode.AUTO, OnFollower.FORWARD, AckPolicy.of(wanted));
  }

  private static DatabaseDefinition definition(AckMode mode) {
    AckConfig first = AckConfig.first(mode, List.of(N1, N2, N3), List.of());
    return LoneReplica.defined(first);
  }
}
