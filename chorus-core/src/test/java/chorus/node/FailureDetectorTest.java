package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.cluster.Ending;
import chorus.cluster.Leadership;
import chorus.log.LogOptions;
import chorus.log.ReplicaState.Wholeness;
import chorus.node.NodeOptions.IndexRange;
import chorus.testing.Addresses;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.value.Hash128;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.Sighting;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The controller is n1, the leader n2, and n3 another follower.
final class FailureDetectorTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Epoch FIVE = new Epoch(5);
  private static final Leadership.Led LED = new Leadership.Led(FIVE, N2, 1, Ending.Cause.DETECTED);
  private static final Timings TIMINGS = Timings.DEFAULT;
  private static final int STEP = 100;

  private final ManualEnv env = new ManualEnv(new MemoryDisk());
  private final Peers peers = new Peers();
  private final Witness witness = new Witness(env, options());
  private final FailureDetector detector = new FailureDetector(options(), peers, witness);
  private long round;

  @Test
  void aSilentLeaderIsGivenUpAfterTheDetectionTime() {
    serves(2000);
    assertThat(silence(900)).isEmpty();
    assertThat(silence(300)).hasValueSatisfying(why -> assertThat(why).startsWith("silent"));
  }

  @Test
  void whatAControllerDidNotHearWhileItSleptAccusesNobody() {
    serves(2000);
    env.advance(Duration.ofSeconds(20));
    assertThat(look()).isEmpty();
    assertThat(serves(1000)).isEmpty();
  }

  @Test
  void aLeaderThatFellSilentMeanwhileIsGivenUpAWindowLater() {
    serves(2000);
    env.advance(Duration.ofSeconds(20));
    assertThat(silence(700)).isEmpty();
    assertThat(silence(400)).isPresent();
  }

  @Test
  void aControllerThatIsAlwaysLateAccusesInTheEnd() {
    serves(2000);
    Optional<String> evidence = Optional.empty();
    for (int times = 0; times < 12; times++) {
      env.advance(Duration.ofMillis(700));
      evidence = look();
    }
    assertThat(evidence).isPresent();
  }

  @Test
  void aLeaderThatAnotherNodeHearsServeIsNotSilent() {
    serves(2000);
    for (int passed = 0; passed < 5000; passed += STEP) {
      step();
      hear(N3, Standing.FOLLOWING, List.of(new Sighting(SHARD, FIVE, 120)));
      assertThat(look()).as("after %d ms", passed).isEmpty();
    }
  }

  @Test
  void whatAnotherNodeHeardLongAgoDoesNotCount() {
    serves(2000);
    Optional<String> evidence = Optional.empty();
    for (int passed = 0; passed <= 1200; passed += STEP) {
      step();
      hear(N3, Standing.FOLLOWING, List.of(new Sighting(SHARD, FIVE, passed)));
      evidence = look();
    }
    assertThat(evidence).isPresent();
  }

  @Test
  void whatAnotherNodeHeardOfAnEarlierLeaderDoesNotCount() {
    serves(2000);
    Optional<String> evidence = Optional.empty();
    for (int passed = 0; passed <= 1200; passed += STEP) {
      step();
      hear(N3, Standing.FOLLOWING, List.of(new Sighting(SHARD, new Epoch(4), 0)));
      evidence = look();
    }
    assertThat(evidence).isPresent();
  }

  @Test
  void aLeaderWithoutALeaseIsGivenUpAfterTwiceTheDetectionTime() {
    serves(2000);
    assertThat(says(Standing.LEASELESS, 1900)).isEmpty();
    assertThat(says(Standing.LEASELESS, 400)).isPresent();
  }

  @Test
  void aLeaderThatIsAwayMoreThanHalfOfTheTimeIsGivenUp() {
    serves(2000);
    Optional<String> evidence = Optional.empty();
    for (int times = 0; times < 10 && evidence.isEmpty(); times++) {
      says(Standing.LEASELESS, 800);
      evidence = serves(200);
    }
    assertThat(evidence).isPresent();
  }

  @Test
  void aLeaderThatIsAwayNowAndThenStays() {
    serves(2000);
    for (int times = 0; times < 20; times++) {
      assertThat(says(Standing.LEASELESS, 400)).isEmpty();
      assertThat(serves(600)).isEmpty();
    }
  }

  @Test
  void aLeaderThatWaitsForItsDiskIsGivenUpAtOnce() {
    serves(2000);
    assertThat(says(Standing.ABDICATED, STEP)).hasValue("unable to rely on its disk");
  }

  @Test
  void aRepeatedHeartbeatIsNoSignOfLife() {
    serves(2000);
    Heartbeat last = heartbeat(round, Standing.LEADING, List.of());
    Optional<String> evidence = Optional.empty();
    for (int passed = 0; passed <= 1200; passed += STEP) {
      step();
      assertThat(witness.heard(N2, last)).isFalse();
      evidence = look();
    }
    assertThat(evidence).isPresent();
  }

  @Test
  void aNodeThatWasGivenUpIsUnsteadyForAWhile() {
    detector.givenUp(N2);
    assertThat(detector.unsteady()).containsExactly(N2);
    silence(9_900);
    assertThat(detector.unsteady()).containsExactly(N2);
    silence(300);
    assertThat(detector.unsteady()).isEmpty();
  }

  @Test
  void whoJustBecameControllerListensForAFewHeartbeats() {
    serves(2000);
    silence(900);
    detector.begin();
    assertThat(silence(300)).isEmpty();
    assertThat(silence(200)).isPresent();
  }

  @Test
  void whoJustStartedListensForTheDetectionTime() {
    detector.begin();
    assertThat(silence(900)).isEmpty();
    assertThat(silence(300)).isPresent();
  }

  private Optional<String> serves(int millis) {
    return says(Standing.LEADING, millis);
  }

  private Optional<String> says(Standing standing, int millis) {
    Optional<String> evidence = Optional.empty();
    for (int passed = 0; passed < millis; passed += STEP) {
      step();
      hear(N2, standing, List.of());
      evidence = look();
    }
    return evidence;
  }

  private Optional<String> silence(int millis) {
    Optional<String> evidence = Optional.empty();
    for (int passed = 0; passed < millis; passed += STEP) {
      step();
      evidence = look();
    }
    return evidence;
  }

  private void step() {
    env.advance(Duration.ofMillis(STEP));
  }

  private Optional<String> look() {
    witness.look();
    return detector.against(SHARD, LED).map(FailureDetector.Evidence::words);
  }

  private void hear(NodeId from, Standing standing, List<Sighting> sightings) {
    round++;
    Heartbeat heartbeat = heartbeat(round, standing, sightings);
    assertThat(witness.heard(from, heartbeat)).isTrue();
    peers.heard(from, heartbeat, env.clock().monotonicNanos());
  }

  private static Heartbeat heartbeat(long round, Standing standing, List<Sighting> sightings) {
    return new Heartbeat(1, round, 0, List.of(status(standing)), List.of(), sightings);
  }

  private static ShardStatus status(Standing standing) {
    return new ShardStatus(
        SHARD,
        standing,
        FIVE,
        Lsn.NONE,
        0,
        Lsn.NONE,
        Lsn.NONE,
        Lsn.NONE,
        Lsn.NONE,
        0,
        0,
        Wholeness.WHOLE,
        Lsn.NONE,
        Hash128.ZERO,
        0,
        List.of());
  }

  private static NodeOptions options() {
    return new NodeOptions(
        N1,
        Past.first(1),
        "test",
        Addresses.of(List.of(N1, N2, N3)),
        List.of(),
        IndexRange.NONE,
        TIMINGS,
        new LogOptions(1 << 20, 1 << 20),
        Limits.ROWS_AT_ONCE,
        Set.of());
  }
}
