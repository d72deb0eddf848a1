package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.sim.check.ChainOrder.Around;
import chorus.sim.check.ChainOrder.Links;
import chorus.sim.check.ChainOrder.Way;
import chorus.time.Hlc;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.Owed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The chain is n2, which leads, n1 and n3.
final class ChainOrderTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Around ALL = new Around(Set.of(N1, N2, N3), Links.WHOLE, 0);
  private static final Around WITHOUT_N1 = new Around(Set.of(N2, N3), Links.WHOLE, 0);
  private static final long LATER = 10_000_000_000L;
  private static final long MUCH_LATER = 2 * LATER;

  private final Verdicts verdicts = new Verdicts(() -> 0);
  private final ChainOrder order = new ChainOrder(verdicts);

  @BeforeEach
  void everybodyKnowsThatItIsAChain() {
    List.of(N1, N2, N3).forEach(each -> order.defined(0, each, config(1, AckMode.CHAIN)));
    order.came(0, N1, N2, append(), ALL);
  }

  @Test
  void fromOneToTheNextIsRight() {
    assertThat(order.came(LATER, N1, N2, append(), ALL)).isEqualTo(Way.FIRST);
    assertThat(order.came(LATER, N3, N1, append(), ALL)).isEqualTo(Way.RELAYED);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void overTheHeadOfOneThatAnswersIsRefused() {
    order.came(LATER, N3, N2, append(), ALL);
    refused();
  }

  @Test
  void backwardsIsRefused() {
    order.came(LATER, N1, N3, append(), ALL);
    refused();
  }

  @Test
  void overTheHeadOfOneThatIsGoneIsRight() {
    assertThat(order.came(LATER, N3, N2, append(), WITHOUT_N1)).isEqualTo(Way.SKIPPED);
    assertThat(order.came(MUCH_LATER, N3, N2, append(), WITHOUT_N1)).isEqualTo(Way.SKIPPED);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void whileSomethingHappensNothingIsJudged() {
    order.disturbed(LATER);
    order.came(LATER, N3, N2, append(), ALL);
    order.came(LATER, N3, N2, append(), new Around(ALL.answering(), Links.CUT, 0));
    order.defined(MUCH_LATER, N3, config(2, AckMode.MAJORITY));
    order.came(2 * MUCH_LATER, N3, N2, append(), ALL);
    order.came(2 * MUCH_LATER, N1, N3, append(), ALL);
    assertThat(verdicts.found()).isEmpty();
  }

  private void refused() {
    assertThat(verdicts.found())
        .singleElement()
        .extracting(Violation::law)
        .isEqualTo(ChainOrder.NEAREST);
  }

  private static AckConfig config(long version, AckMode mode) {
    return new AckConfig(version, mode, List.of(N1, N2, N3), List.of(), List.of());
  }

  private static Append append() {
    Epoch epoch = new Epoch(1);
    Lsn first = new Lsn(1);
    LogRecord record = new LogRecord(epoch, first, new Hlc(1), RecordKind.BEAT, Bytes.EMPTY);
    return new Append(
        new ShardId(new DatabaseId(0), 0),
        epoch,
        N2,
        LogPosition.START,
        Lsn.NONE,
        Lsn.NONE,
        Owed.NOTHING,
        List.of(record));
  }
}
