package chorus.node;

import static chorus.node.LoneNode.N2;
import static chorus.node.LoneNode.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.resp.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A node that draws numbers from sequences; the control plane is played by the test.
final class ReservationsTest {
  private static final String NEXT = "CHORUS SEQ NEXT orders";
  private static final String FIRST = "Int[value=1]";

  private final LoneNode node = new LoneNode();

  @Test
  void theLeaderAsksForABlockAboveTheMarkAndWaitsUntilItIsCommitted() {
    node.leadsItself(1);
    assertThat(node.ask(NEXT)).isEmpty();
    assertThat(node.proposed).containsExactly(reserve(1, 0, 100));
    node.decide(reserve(1, 0, 100));
    assertThat(node.answers()).containsExactly(FIRST);
    assertThat(node.ask(NEXT)).containsExactly("Int[value=2]");
  }

  @Test
  void aBlockOfAnotherEpochIsNobodysHere() {
    node.leads(N2, 1);
    node.decide(reserve(1, 0, 100));
    node.leadsItself(2);
    assertThat(node.ask(NEXT)).isEmpty();
    assertThat(node.proposed).containsExactly(reserve(2, 100, 100));
    node.decide(reserve(2, 100, 100));
    assertThat(node.answers()).containsExactly("Int[value=101]");
  }

  @Test
  void aReservationThatCameLateReservedNothing() {
    node.leadsItself(1);
    node.ask(NEXT);
    node.leads(N2, 2);
    node.decide(reserve(1, 0, 100));
    node.leadsItself(3);
    node.advance(Duration.ofMillis(300));
    assertThat(node.proposed).containsExactly(reserve(1, 0, 100), reserve(3, 0, 100));
  }

  @Test
  void whoDrawsWhereAnotherLeadsIsForwarded() {
    node.leads(N2, 1);
    assertThat(node.ask(NEXT)).isEmpty();
    assertThat(node.forwarded).containsExactly("n2[" + NEXT + "]");
  }

  @Test
  void aDrawWhoseLeaderIsLostGoesToTheNext() {
    node.leads(N2, 1);
    node.ask(NEXT);
    node.leadsItself(2);
    node.advance(Duration.ofMillis(300));
    assertThat(node.answers()).as("no INDETERMINATE").isEmpty();
    node.decide(reserve(2, 0, 100));
    assertThat(node.answers()).containsExactly(FIRST);
  }

  @Test
  void oneSequenceTooManyIsRefused() {
    node.leadsItself(1);
    for (int each = 0; each < Limits.SEQUENCES; each++) {
      node.decide(new ReserveSequence(SHARD, new Epoch(1), Bytes.utf8("s" + each), 0, 1));
    }
    assertThat(node.ask(NEXT).toString())
        .contains("OVERLOADED this database has 1000 sequences")
        .contains("nothing was drawn");
    assertThat(node.proposed).isEmpty();
  }

  private static ReserveSequence reserve(long epoch, long expected, long size) {
    return new ReserveSequence(SHARD, new Epoch(epoch), Bytes.utf8("orders"), expected, size);
  }
}
