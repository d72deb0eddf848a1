package chorus.time;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaseTest {
  private static final Epoch FIVE = new Epoch(5);
  private static final Epoch SIX = new Epoch(6);
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final NodeId N4 = new NodeId("n4");
  private static final List<NodeId> GROUP = List.of(N1, N2, N3);

  @Test
  void aLeaderHoldsNothingBeforeAMajorityAnswered() {
    LeaseHolder holder = new LeaseHolder(GROUP, 950, 100);
    assertThat(holder.isValidAt(100)).isFalse();
    holder.granted(new NodeId("n1"), 100);
    holder.granted(new NodeId("n1"), 110);
    assertThat(holder.isValidAt(120)).isFalse();
    holder.granted(new NodeId("n2"), 105);
    assertThat(holder.isValidAt(120)).isTrue();
  }

  @Test
  void aLeaseCountsFromTheOldestSendingThatItsMajorityNeeds() {
    LeaseHolder holder = new LeaseHolder(GROUP, 950, 0);
    holder.granted(new NodeId("n1"), 300);
    holder.granted(new NodeId("n2"), 100);
    assertThat(holder.isValidAt(100 + 949)).isTrue();
    assertThat(holder.isValidAt(100 + 950)).isFalse();
    holder.granted(new NodeId("n3"), 200);
    assertThat(holder.isValidAt(200 + 949)).isTrue();
    assertThat(holder.isValidAt(200 + 950)).isFalse();
  }

  @Test
  void anAnswerToAnEarlierRoundShortensNothing() {
    LeaseHolder holder = new LeaseHolder(GROUP, 950, 0);
    holder.granted(new NodeId("n1"), 300);
    holder.granted(new NodeId("n1"), 100);
    holder.granted(new NodeId("n2"), 300);
    assertThat(holder.isValidAt(300 + 949)).isTrue();
  }

  @Test
  void whoIsInNoGroupSupportsNothing() {
    LeaseHolder holder = new LeaseHolder(GROUP, 950, 0);
    holder.granted(N1, 300);
    holder.granted(N4, 300);
    assertThat(holder.isValidAt(301)).isFalse();
  }

  @Test
  void whileOneGroupGivesWayToAnotherALeaseNeedsBoth() {
    List<NodeId> next = List.of(N2, N3, N4);
    LeaseHolder holder = new LeaseHolder(GROUP, 950, 0);
    holder.granted(N1, 300);
    holder.granted(N2, 300);
    assertThat(holder.join(List.of(GROUP, next), 200, 301)).isFalse();
    assertThat(holder.isValidAt(301)).isTrue();
    holder.granted(N4, 200);
    assertThat(holder.join(List.of(GROUP, next), 201, 301)).as("n4 is not heard since").isFalse();
    assertThat(holder.join(List.of(GROUP, next), 200, 301)).isTrue();
    assertThat(holder.isValidAt(200 + 949)).isTrue();
    assertThat(holder.isValidAt(200 + 950)).isFalse();
    holder.obey(List.of(GROUP));
    assertThat(holder.isValidAt(200 + 950)).isTrue();
    holder.obey(List.of(List.of(N3)));
    assertThat(holder.isValidAt(301)).isFalse();
  }

  @Test
  void aMemberFollowsNobodyElseUntilItsPromiseRanOut() {
    LeasePromise promise = LeasePromise.none(0).renewed(FIVE, 100, 1000);
    assertThat(promise.allows(SIX, 1099)).isFalse();
    assertThat(promise.allows(SIX, 1100)).isTrue();
  }

  @Test
  void aMemberRenewsTheSameLeadershipAtAnyTime() {
    LeasePromise promise = LeasePromise.none(0).renewed(FIVE, 100, 1000);
    assertThat(promise.allows(FIVE, 101)).isTrue();
    assertThat(promise.renewed(FIVE, 600, 1000).allows(SIX, 1599)).isFalse();
  }

  @Test
  void aMemberNeverGoesBackToAnEarlierEpoch() {
    LeasePromise promise = LeasePromise.none(0).renewed(SIX, 100, 1000);
    assertThat(promise.allows(FIVE, 1_000_000)).isFalse();
  }

  @Test
  void whatWasForgottenBindsForAWholeLease() {
    LeasePromise promise = LeasePromise.unknown(500, 1000);
    assertThat(promise.allows(FIVE, 1499)).isFalse();
    assertThat(promise.allows(FIVE, 1500)).isTrue();
  }

  @Test
  void whoNeverRanBeforeIsBoundByNothing() {
    assertThat(LeasePromise.none(500).allows(FIVE, 500)).isTrue();
  }

  @Test
  void aHybridTimeIsLaterThanTheOneBeforeAndNotBeforeTheWall() {
    Hlc now = Hlc.of(1000, 7);
    assertThat(now.tick(999)).isEqualTo(Hlc.of(1000, 8));
    assertThat(now.tick(1000)).isEqualTo(Hlc.of(1000, 8));
    assertThat(now.tick(2000)).isEqualTo(Hlc.of(2000, 0));
    assertThat(Hlc.of(1000, 0xffff).tick(0)).isEqualTo(Hlc.of(1001, 0));
  }
}
