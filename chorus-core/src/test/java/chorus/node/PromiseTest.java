package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Model;
import chorus.definition.OnFollower;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PromiseTest {
  @Test
  void threeReplicasLoseNothingWithOneNode() {
    assertThat(promise(3))
        .isEqualTo("majority, fsynced — no acknowledged write is lost if any one node loses power");
  }

  @Test
  void fiveReplicasLoseNothingWithTwoNodes() {
    assertThat(promise(5)).endsWith("no acknowledged write is lost if any 2 nodes lose power");
  }

  /// Of four replicas a write needs three, of two both.
  @Test
  void thePromiseCountsTheCopiesOfAWriteAndNotTheReplicas() {
    assertThat(promise(4)).endsWith("if any 2 nodes lose power");
    assertThat(promise(2)).contains("if any one node loses power");
  }

  @Test
  void fewerThanThreeReplicasSayThatNobodyTakesOver() {
    assertThat(promise(1)).contains("nobody else has it").endsWith("fewer than three nodes");
    assertThat(promise(2)).endsWith("no automatic failover with fewer than three nodes");
    assertThat(promise(3)).doesNotContain("failover");
  }

  private static String promise(int replicas) {
    List<NodeId> nodes =
        IntStream.rangeClosed(1, replicas).mapToObj(each -> new NodeId("n" + each)).toList();
    AckConfig ack = AckConfig.first(AckMode.MAJORITY, nodes, List.of());
    return Promise.of(
        DatabaseDefinition.first(
            new DatabaseId(0),
            "main",
            0,
            Model.SINGLE_LEADER,
            Engine.ROCKSDB,
            ack,
            AckPolicy.of(ack.mode()),
            FailoverMode.AUTO,
            OnFollower.FORWARD));
  }
}
