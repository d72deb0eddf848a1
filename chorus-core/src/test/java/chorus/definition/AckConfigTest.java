package chorus.definition;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.base.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a mode promises: what is acknowledged is in every election.
final class AckConfigTest {
  /// Whoever has a record that is acknowledged, or was shown, and whoever reports: if that is
  /// enough for either, they meet.
  @ParameterizedTest
  @EnumSource(value = AckMode.class, mode = EnumSource.Mode.EXCLUDE, names = "ASYNC")
  void everyElectionMeetsEveryAcknowledgement(AckMode mode) {
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      List<NodeId> nodes = nodes(random.nextInt(2, 8));
      AckConfig config = AckConfig.first(mode, nodes, List.of());
      List<NodeId> holders = some(nodes, random);
      List<NodeId> reporters = some(nodes, random);
      Lsn record = new Lsn(5);
      AckRule rule = config.rule(nodes.getFirst());
      boolean isKnown =
          !rule.opened(node -> holders.contains(node) ? record : Lsn.NONE).isBefore(record);
      if (isKnown && config.mayElect(reporters)) {
        assertThat(holders).as("%s %s", mode, reporters).containsAnyElementsOf(reporters);
      }
    }
  }

  /// While a replica joins or leaves, elections go by the old replicas or, once that is agreed, by
  /// the new ones; and by which, who acknowledges does not know.
  @ParameterizedTest
  @EnumSource(value = AckMode.class, mode = EnumSource.Mode.EXCLUDE, names = "ASYNC")
  void whileReplicasChangeEveryElectionMeetsEveryAcknowledgement(AckMode mode) {
    Random random = new Random(9);
    int met = 0;
    for (int round = 0; round < 5000; round++) {
      List<NodeId> nodes = nodes(random.nextInt(3, 8));
      AckConfig before = AckConfig.first(mode, nodes.subList(0, nodes.size() - 1), List.of());
      AckConfig after =
          random.nextBoolean() || before.replicas().size() == AckConfig.PAIR
              ? before.with(2, nodes.getLast())
              : before.without(2, nodes.get(nodes.size() - 2));
      if (!after.replicas().containsAll(after.synchronous())) {
        continue;
      }
      assertThat(after.isStepFrom(before)).isTrue();
      List<NodeId> holders = some(nodes, random);
      List<NodeId> reporters = some(nodes, random);
      NodeId leader = nodes.getFirst();
      boolean isAcknowledged =
          before.rule(leader).isMetBy(holders) && after.rule(leader).isMetBy(holders);
      if (isAcknowledged && before.mayElect(reporters)) {
        assertThat(before.replicas())
            .anyMatch(it -> holders.contains(it) && reporters.contains(it));
        met++;
      }
      if (isAcknowledged && after.mayElect(reporters)) {
        assertThat(after.replicas()).anyMatch(it -> holders.contains(it) && reporters.contains(it));
        met++;
      }
    }
    assertThat(met).isGreaterThan(100);
  }

  @Test
  void aFenceGroupHasThreeMembersWhereThereAreThree() {
    List<NodeId> nodes = nodes(5);
    AckConfig one = AckConfig.first(AckMode.MAJORITY, nodes.subList(0, 1), List.of());
    assertThat(one.witnessedBy(nodes).fenceGroup()).isEqualTo(nodes.subList(0, 3));
    assertThat(one.witnessedBy(nodes.subList(0, 2)).fenceGroup()).isEqualTo(nodes.subList(0, 2));
    AckConfig more = one.witnessedBy(nodes).with(2, nodes.get(4)).witnessedBy(nodes);
    assertThat(more.fenceGroup()).containsExactly(nodes.get(0), nodes.get(4), nodes.get(1));
    AckConfig four = AckConfig.first(AckMode.MAJORITY, nodes.subList(0, 4), List.of());
    assertThat(four.witnessedBy(nodes).witnesses()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(AckMode.class)
  void whatIsAcknowledgedMayBeShown(AckMode mode) {
    Random random = new Random(8);
    for (int round = 0; round < 3000; round++) {
      List<NodeId> nodes = nodes(random.nextInt(2, 8));
      AckRule rule = AckConfig.first(mode, nodes, List.of()).rule(nodes.getLast());
      List<Long> positions = nodes.stream().map(node -> random.nextLong(20)).toList();
      Lsn reached = rule.reached(node -> new Lsn(positions.get(nodes.indexOf(node))));
      Lsn opened = rule.opened(node -> new Lsn(positions.get(nodes.indexOf(node))));
      assertThat(opened).isGreaterThanOrEqualTo(reached);
      List<NodeId> holders =
          nodes.stream()
              .filter(node -> positions.get(nodes.indexOf(node)) >= reached.number())
              .toList();
      assertThat(rule.isMetBy(holders)).isTrue();
    }
  }

  /// In async the leader alone acknowledges, and any one replica may lead next: that is the loss
  /// which it accepts.
  @Test
  void inAsyncNoOtherReplicaCounts() {
    List<NodeId> nodes = nodes(3);
    AckConfig async = AckConfig.first(AckMode.ASYNC, nodes, List.of());
    assertThat(async.isLossy()).isTrue();
    assertThat(async.rule(nodes.get(1)).isMetBy(List.of(nodes.get(1)))).isTrue();
    assertThat(async.rule(nodes.get(1)).isMetBy(List.of(nodes.get(0), nodes.get(2)))).isFalse();
    assertThat(async.mayElect(List.of(nodes.get(2)))).isTrue();
    assertThat(async.mayElect(List.of())).isFalse();
    assertThat(nodes).noneMatch(async::isSynchronous);
  }

  @Test
  void aChainBeginsWithTheLeaderAndKeepsTheOrderOfTheOthers() {
    Random random = new Random(9);
    for (int round = 0; round < 1000; round++) {
      List<NodeId> nodes = nodes(random.nextInt(1, 8));
      AckConfig config = AckConfig.first(AckMode.CHAIN, nodes, List.of());
      NodeId leader = nodes.get(random.nextInt(nodes.size()));
      List<NodeId> chain = config.chain(leader);
      assertThat(chain).containsExactlyInAnyOrderElementsOf(nodes).startsWith(leader);
      assertThat(chain.subList(1, chain.size())).isSorted();
      for (NodeId node : nodes) {
        assertThat(config.behind(leader, node))
            .isEqualTo(chain.subList(chain.indexOf(node) + 1, chain.size()));
      }
      assertThat(config.behind(leader, new NodeId("n9"))).isEmpty();
    }
  }

  private static List<NodeId> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(each -> new NodeId("n" + each)).toList();
  }

  private static List<NodeId> some(List<NodeId> nodes, Random random) {
    List<NodeId> all = new ArrayList<>(nodes);
    Collections.shuffle(all, random);
    return all.subList(0, random.nextInt(1, all.size() + 1));
  }
}
