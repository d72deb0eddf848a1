package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.resp.Reply;
import chorus.wire.PeerMessage.FenceRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// WAIT and WAITAOF at a leader; the test plays the followers n2 and n3.
final class CopyWaitsTest {
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Epoch EPOCH = new Epoch(1);

  private final LoneReplica leader =
      new LoneReplica(
          AckConfig.first(AckMode.MAJORITY, List.of(LoneReplica.SELF, N2, N3), List.of()));
  private final RecordedAnswer asker = new RecordedAnswer();

  CopyWaitsTest() {
    leader.lead(EPOCH);
    leader.confirm(N2, EPOCH, 1);
    leader.submit(new RecordedAnswer().batch("SET k v"));
    leader.confirm(N2, EPOCH, 2);
  }

  @Test
  void enoughCopiesAreAnsweredAtOnce() {
    leader.submit(asker.batch("WAIT 1 0", "WAITAOF 1 1 0", "WAIT 0 0"));
    assertThat(asker.said.getFirst())
        .containsExactly(Reply.ONE, Reply.array(Reply.ONE, Reply.ONE), Reply.ONE);
  }

  @Test
  void moreAreWaitedForAndCountedOnceTheyAreThere() {
    leader.submit(asker.batch("WAIT 2 0", "GET k"));
    assertThat(asker.said).isEmpty();
    assertThat(asker.waiting).isPositive();
    leader.confirm(N3, EPOCH, 1);
    assertThat(asker.said).isEmpty();
    leader.confirm(N3, EPOCH, 2);
    assertThat(asker.only()).containsExactly("2", "v");
  }

  @Test
  void whenTheTimeIsUpItSaysHowManyThereAre() {
    leader.submit(asker.batch("WAIT 2 300"));
    leader.advance(Duration.ofMillis(299));
    assertThat(asker.said).isEmpty();
    leader.advance(Duration.ofMillis(1));
    assertThat(asker.only()).containsExactly("1");
  }

  @Test
  void whatIsWrittenLaterNeedNotBeThere() {
    leader.submit(asker.batch("WAIT 2 0"));
    leader.submit(new RecordedAnswer().batch("SET k w"));
    leader.confirm(N3, EPOCH, 2);
    assertThat(asker.only()).containsExactly("2");
  }

  @Test
  void theEndOfTheLeadershipUnblocks() {
    leader.submit(asker.batch("WAIT 2 0"));
    leader.receive(new FenceRequest(LoneReplica.SHARD, new Epoch(2)));
    assertThat(asker.only()).containsExactly("-UNBLOCKED");
  }

  @Test
  void whatIsNoTimeIsRefused() {
    leader.submit(asker.batch("WAIT x 0", "WAIT 1 -1", "WAIT 1 x", "WAITAOF 2 0 0"));
    assertThat(asker.only()).containsExactly("-ERR", "-ERR", "-ERR", "-ERR");
  }
}
