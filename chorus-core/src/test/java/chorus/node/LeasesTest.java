package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Model;
import chorus.definition.OnFollower;
import chorus.log.LogOptions;
import chorus.node.NodeOptions.IndexRange;
import chorus.testing.Addresses;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.LeaseHolder;
import chorus.wire.LeaseVerdict;
import chorus.wire.PeerMessage.LeaseAnswer;
import chorus.wire.PeerMessage.LeaseAsk;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LeasesTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final ShardId OTHER = new ShardId(new DatabaseId(1), 0);
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final NodeId N9 = new NodeId("n9");
  private static final Epoch FIVE = new Epoch(5);
  private static final Epoch SIX = new Epoch(6);
  private static final Duration LEASE = Timings.DEFAULT.lease();
  private static final Duration MOMENT = Duration.ofNanos(1);
  private static final AckConfig CONFIG =
      AckConfig.first(AckMode.MAJORITY, List.of(N1, N2), List.of(N3));

  private static final AckConfig NEXT =
      new AckConfig(2, AckMode.MAJORITY, List.of(N1, N9), List.of(), List.of());

  private final ManualEnv env = new ManualEnv(new MemoryDisk());
  private final Leases fresh = new Leases(env, options(Past.first(1)));

  @Test
  void aFreeMemberPromisesAtOnce() {
    assertThat(answer(fresh, FIVE, FIVE)).isEqualTo(said(FIVE, LeaseVerdict.GRANTED, FIVE));
  }

  @Test
  void aMemberRenewsItsPromise() {
    answer(fresh, FIVE, FIVE);
    env.advance(LEASE.minus(MOMENT));
    assertThat(answer(fresh, FIVE, FIVE).verdict()).isEqualTo(LeaseVerdict.GRANTED);
    env.advance(LEASE.minus(MOMENT));
    assertThat(answer(fresh, SIX, SIX)).isEqualTo(said(SIX, LeaseVerdict.BOUND, FIVE));
  }

  @Test
  void aMemberIsBoundForALeaseFromItsLastPromise() {
    answer(fresh, FIVE, FIVE);
    env.advance(LEASE.minus(MOMENT));
    assertThat(answer(fresh, SIX, SIX)).isEqualTo(said(SIX, LeaseVerdict.BOUND, FIVE));
    env.advance(MOMENT);
    assertThat(answer(fresh, SIX, SIX)).isEqualTo(said(SIX, LeaseVerdict.GRANTED, SIX));
  }

  @Test
  void aMemberWhoseLeaderGaveUpIsFreeAtOnce() {
    answer(fresh, FIVE, FIVE);
    fresh.released(SHARD, FIVE);
    assertThat(answer(fresh, SIX, SIX)).isEqualTo(said(SIX, LeaseVerdict.GRANTED, SIX));
  }

  @Test
  void aLeaderFreesItsMembersByItsOwnWordOnly() {
    answer(fresh, FIVE, FIVE);
    fresh.abdicated(N1, SHARD, FIVE);
    fresh.abdicated(N2, SHARD, new Epoch(4));
    assertThat(answer(fresh, SIX, SIX)).isEqualTo(said(SIX, LeaseVerdict.BOUND, FIVE));
    fresh.abdicated(N2, SHARD, FIVE);
    assertThat(answer(fresh, SIX, SIX)).isEqualTo(said(SIX, LeaseVerdict.GRANTED, SIX));
  }

  @Test
  void whatAnotherLeaderGaveUpFreesNobody() {
    answer(fresh, FIVE, FIVE);
    fresh.released(SHARD, new Epoch(4));
    fresh.released(OTHER, FIVE);
    assertThat(answer(fresh, SIX, SIX)).isEqualTo(said(SIX, LeaseVerdict.BOUND, FIVE));
  }

  @Test
  void beingAskedInVainBindsNobody() {
    answer(fresh, FIVE, FIVE);
    env.advance(LEASE.dividedBy(2));
    answer(fresh, SIX, SIX);
    env.advance(LEASE.dividedBy(2));
    assertThat(answer(fresh, SIX, SIX).verdict()).isEqualTo(LeaseVerdict.GRANTED);
  }

  @Test
  void whoFollowsALaterEpochSaysSo() {
    answer(fresh, SIX, SIX);
    env.advance(LEASE.multipliedBy(9));
    assertThat(answer(fresh, FIVE, FIVE)).isEqualTo(said(FIVE, LeaseVerdict.SUPERSEDED, SIX));
  }

  @Test
  void whoKnowsOfALaterEpochPromisesToNoEarlierOne() {
    answer(fresh, FIVE, FIVE);
    assertThat(answer(fresh, FIVE, SIX)).isEqualTo(said(FIVE, LeaseVerdict.SUPERSEDED, SIX));
  }

  @Test
  void aLeaderMayBeKnownBeforeTheControlPlaneSaysSo() {
    assertThat(answer(fresh, SIX, FIVE).verdict()).isEqualTo(LeaseVerdict.GRANTED);
  }

  @Test
  void aRestartedMemberIsBoundForAWholeLeaseToWhomeverItMayHaveFollowed() {
    Leases again = new Leases(env, options(Past.first(2)));
    env.advance(LEASE.minus(MOMENT));
    assertThat(answer(again, FIVE, FIVE)).isEqualTo(said(FIVE, LeaseVerdict.BOUND, Epoch.NONE));
    env.advance(MOMENT);
    assertThat(answer(again, FIVE, FIVE).verdict()).isEqualTo(LeaseVerdict.GRANTED);
  }

  @Test
  void promisesForOneShardBindNoOther() {
    answer(fresh, FIVE, FIVE);
    LeaseAnswer other = fresh.answer(N2, new LeaseAsk(OTHER, SIX), SIX);
    assertThat(other).isEqualTo(new LeaseAnswer(OTHER, SIX, LeaseVerdict.GRANTED, SIX));
  }

  @Test
  void aLeadershipBeginsOnceAMajorityOfTheFenceGroupPromised() {
    fresh.ask(SHARD, FIVE, CONFIG);
    assertThat(fresh.asks()).containsExactly(new LeaseAsk(SHARD, FIVE));
    assertThat(fresh.begun()).isEmpty();
    granted(N1, FIVE);
    assertThat(fresh.begun()).isEmpty();
    granted(N3, FIVE);
    assertThat(fresh.begun()).extracting(Leases.Begun::epoch).containsExactly(FIVE);
    assertThat(fresh.begun()).as("a second time").isEmpty();
  }

  @Test
  void whoIsOutsideTheFenceGroupDoesNotCount() {
    fresh.ask(SHARD, FIVE, CONFIG);
    granted(N1, FIVE);
    granted(N9, FIVE);
    assertThat(fresh.begun()).isEmpty();
  }

  @Test
  void beforeAnotherFenceGroupComesIntoForceALeaseNeedsBoth() {
    fresh.ask(SHARD, FIVE, CONFIG);
    granted(N1, FIVE);
    granted(N2, FIVE);
    LeaseHolder holder = fresh.begun().getFirst().holder();
    granted(N9, FIVE);
    env.advance(MOMENT);
    assertThat(fresh.join(SHARD, SIX, NEXT)).as("another epoch").isFalse();
    assertThat(fresh.join(SHARD, FIVE, NEXT)).as("they may be gone by now").isFalse();
    granted(N1, FIVE);
    granted(N2, FIVE);
    assertThat(fresh.join(SHARD, FIVE, NEXT)).as("n9 is silent since").isFalse();
    assertThat(holder.isValidAt(env.monotonicNanos())).isTrue();
    granted(N9, FIVE);
    assertThat(fresh.join(SHARD, FIVE, NEXT)).isTrue();
    env.advance(LEASE);
    granted(N1, FIVE);
    granted(N2, FIVE);
    assertThat(holder.isValidAt(env.monotonicNanos())).as("n9 is silent").isFalse();
    granted(N9, FIVE);
    assertThat(holder.isValidAt(env.monotonicNanos())).isTrue();
  }

  @Test
  void onceAnotherFenceGroupIsAgreedOnItAloneCounts() {
    DatabaseDefinition planned = database(CONFIG).planning(NEXT, FIVE);
    fresh.ask(SHARD, FIVE, CONFIG);
    granted(N1, FIVE);
    granted(N2, FIVE);
    granted(N9, FIVE);
    LeaseHolder holder = fresh.begun().getFirst().holder();
    assertThat(fresh.join(SHARD, FIVE, NEXT)).isTrue();
    fresh.define(SHARD, planned.completed());
    env.advance(LEASE);
    granted(N1, FIVE);
    granted(N2, FIVE);
    assertThat(holder.isValidAt(env.monotonicNanos())).isFalse();
    granted(N9, FIVE);
    assertThat(holder.isValidAt(env.monotonicNanos())).isTrue();
  }

  @Test
  void anotherFenceGroupThatWasGivenUpCountsNoMore() {
    DatabaseDefinition planned = database(CONFIG).planning(NEXT, FIVE);
    fresh.ask(SHARD, FIVE, CONFIG);
    granted(N1, FIVE);
    granted(N2, FIVE);
    granted(N9, FIVE);
    LeaseHolder holder = fresh.begun().getFirst().holder();
    assertThat(fresh.join(SHARD, FIVE, NEXT)).isTrue();
    env.advance(LEASE);
    granted(N1, FIVE);
    granted(N2, FIVE);
    fresh.define(SHARD, planned);
    assertThat(holder.isValidAt(env.monotonicNanos())).isFalse();
    fresh.define(SHARD, planned.planning(CONFIG.as(3), FIVE));
    assertThat(holder.isValidAt(env.monotonicNanos())).isTrue();
  }

  @Test
  void refusalsAndAnswersToOtherEpochsDoNotCount() {
    fresh.ask(SHARD, FIVE, CONFIG);
    granted(N1, FIVE);
    fresh.answered(N2, said(FIVE, LeaseVerdict.BOUND, new Epoch(4)), 0);
    fresh.answered(N2, said(FIVE, LeaseVerdict.SUPERSEDED, SIX), 0);
    granted(N2, new Epoch(4));
    fresh.answered(N2, new LeaseAnswer(OTHER, FIVE, LeaseVerdict.GRANTED, FIVE), 0);
    assertThat(fresh.begun()).isEmpty();
  }

  @Test
  void theLeaseIsCountedFromTheSendingOfTheRound() {
    fresh.ask(SHARD, FIVE, CONFIG);
    env.advance(LEASE);
    fresh.answered(N1, said(FIVE, LeaseVerdict.GRANTED, FIVE), 0);
    fresh.answered(N2, said(FIVE, LeaseVerdict.GRANTED, FIVE), 0);
    assertThat(fresh.begun()).isEmpty();
  }

  @Test
  void theLeaderUsesItsLeaseLessTheDrift() {
    fresh.ask(SHARD, FIVE, CONFIG);
    granted(N1, FIVE);
    granted(N2, FIVE);
    var holder = fresh.begun().getFirst().holder();
    long usable = LEASE.minus(Timings.DEFAULT.drift()).toNanos();
    assertThat(holder.isValidAt(usable - 1)).isTrue();
    assertThat(holder.isValidAt(usable)).isFalse();
  }

  @Test
  void aLaterEpochEndsTheAsking() {
    fresh.ask(SHARD, FIVE, CONFIG);
    fresh.drop(SHARD, FIVE);
    assertThat(fresh.asks()).hasSize(1);
    fresh.drop(SHARD, SIX);
    assertThat(fresh.asks()).isEmpty();
    granted(N1, FIVE);
    granted(N2, FIVE);
    assertThat(fresh.begun()).isEmpty();
  }

  @Test
  void aNewLeadershipBeginsWithoutTheOldOnesPromises() {
    fresh.ask(SHARD, FIVE, CONFIG);
    granted(N1, FIVE);
    fresh.ask(SHARD, SIX, CONFIG);
    granted(N2, SIX);
    assertThat(fresh.begun()).isEmpty();
    fresh.ask(SHARD, FIVE, CONFIG);
    assertThat(fresh.asks()).containsExactly(new LeaseAsk(SHARD, SIX));
  }

  private void granted(NodeId member, Epoch epoch) {
    fresh.answered(member, said(epoch, LeaseVerdict.GRANTED, epoch), env.monotonicNanos());
  }

  private static LeaseAnswer answer(Leases leases, Epoch asking, Epoch known) {
    return leases.answer(N2, new LeaseAsk(SHARD, asking), known);
  }

  private static LeaseAnswer said(Epoch epoch, LeaseVerdict verdict, Epoch promised) {
    return new LeaseAnswer(SHARD, epoch, verdict, promised);
  }

  private static NodeOptions options(Past past) {
    return new NodeOptions(
        N1,
        past,
        "blue",
        Addresses.of(List.of(N1, N2, N3)),
        List.of(),
        IndexRange.NONE,
        Timings.DEFAULT,
        LogOptions.defaults(),
        Limits.ROWS_AT_ONCE,
        Set.of());
  }

  private static DatabaseDefinition database(AckConfig ack) {
    return DatabaseDefinition.first(
        SHARD.database(),
        "main",
        0,
        Model.SINGLE_LEADER,
        Engine.MEMORY,
        ack,
        AckPolicy.of(ack.mode()),
        FailoverMode.AUTO,
        OnFollower.FORWARD);
  }
}
