package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.testing.MemoryDisk;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.OfShard;
import chorus.wire.PeerMessage.Owed;
import chorus.wire.PeerMessage.SnapshotAsk;
import chorus.wire.PeerMessage.SnapshotChunk;
import chorus.wire.PeerMessage.SnapshotOffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The leader of a learner steps down while it gets rows, as when its database is dropped: they
/// come all the same.
final class RowsWithoutLeaderTest {
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Epoch EPOCH = new Epoch(1);
  private static final Duration STORED = Duration.ofSeconds(1);

  private final MemoryDisk disk = new MemoryDisk();
  private final LoneReplica giver = new LoneReplica(new MemoryDisk(), 1);

  @Test
  void aLearnerGetsItsRowsThoughNobodyLeads() {
    giver.lead(EPOCH);
    RecordedAnswer written = new RecordedAnswer();
    giver.submit(written.batch("SET a 1"));
    giver.advance(STORED);
    SnapshotOffer offer = offer();

    LoneReplica before = learner(1);
    before.receive(N2, beginning());
    before.receive(N2, ofLeader(offer));
    assertThat(before.reopened).isTrue();

    giver.replica().supersede(EPOCH.next());
    LoneReplica learner = learner(1);
    learner.replica().supersede(EPOCH.next());
    assertThat(learner.replica().status().wholeness()).isEqualTo(Wholeness.ROWLESS);
    for (int beat = 0; beat < 20; beat++) {
      learner.beat();
      List.of(N2, N3).forEach(each -> plays(learner, each));
    }
    assertThat(learner.replica().status().wholeness()).isEqualTo(Wholeness.WHOLE);
    assertThat(learner.replica().status().applied()).isEqualTo(offer.at().lsn());
  }

  private LoneReplica learner(long boot) {
    return new LoneReplica(
        disk, boot, AckConfig.first(AckMode.MAJORITY, List.of(N2, N3), List.of()));
  }

  private SnapshotOffer offer() {
    giver.receive(N2, new SnapshotAsk(LoneReplica.SHARD, 0, Bytes.EMPTY, Lsn.NONE));
    return giver.takeSentTo(N2, SnapshotOffer.class).getFirst();
  }

  private static SnapshotOffer ofLeader(SnapshotOffer offer) {
    return new SnapshotOffer(
        offer.shard(), EPOCH, offer.number(), offer.at(), offer.history(), offer.state());
  }

  private static Append beginning() {
    return new Append(
        LoneReplica.SHARD,
        EPOCH,
        N2,
        LogPosition.START,
        Lsn.NONE,
        Lsn.NONE,
        Owed.NOTHING,
        List.of());
  }

  /// What the learner asks of `node` the giver answers.
  private void plays(LoneReplica learner, NodeId node) {
    List<SnapshotAsk> asks = learner.takeSentTo(node, SnapshotAsk.class);
    while (!asks.isEmpty()) {
      asks.forEach(each -> giver.receive(node, each));
      giver
          .takeSentTo(node, OfShard.class)
          .forEach(each -> {
            switch (each) {
              case SnapshotOffer offer -> learner.receive(node, offer);
              case SnapshotChunk chunk -> learner.receive(node, chunk);
              default -> {}
            }
          });
      asks = learner.takeSentTo(node, SnapshotAsk.class);
    }
  }
}
