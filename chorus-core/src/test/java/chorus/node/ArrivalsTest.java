package chorus.node;

import static chorus.node.LoneNode.N2;
import static chorus.node.LoneNode.N3;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.base.Timings;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.cluster.MetaCommand.StartNode;
import chorus.definition.MemberAddress;
import chorus.testing.Addresses;
import chorus.wire.ArrivalVerdict;
import chorus.wire.PeerMessage.ArrivalAnswer;
import chorus.wire.PeerMessage.ArrivalAsk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// n1 takes part, and says to others that are about to what it knows of them.
final class ArrivalsTest {
  private static final long SECOND = Starts.number(1, 2, 22);
  private static final long THIRD = Starts.number(1, 3, 33);
  private static final Duration LONG = Timings.DEFAULT.detection().multipliedBy(2);

  private final LoneNode node = new LoneNode();

  @Test
  void theLatestStartIsSaidAtOnceAndThatItIsTheLatestOnceThatIsCertain() {
    node.decide(new StartNode(N2, SECOND, 0));
    node.deliver(N2, new ArrivalAsk(ArrivalAsk.NONE));
    assertThat(node.arrivals)
        .containsExactly(
            ArrivalAnswer.of(ArrivalVerdict.HEARSAY, SECOND),
            ArrivalAnswer.of(ArrivalVerdict.AGREED, SECOND));
  }

  @Test
  void whoAsksToComeBackIsRenewedOnceItIsSilentAndThenTold() {
    node.decide(new StartNode(N2, SECOND, 0));
    node.deliver(N2, new ArrivalAsk(SECOND));
    assertThat(verdict()).isEqualTo(ArrivalVerdict.WAIT);
    assertThat(node.renewed).isEmpty();
    node.advance(LONG);
    node.deliver(N2, new ArrivalAsk(SECOND));
    assertThat(node.renewed).containsExactly(new RenewMember(N2, SECOND));
    node.decide(node.renewed.getFirst());
    node.deliver(N2, new ArrivalAsk(SECOND));
    assertThat(verdict()).isEqualTo(ArrivalVerdict.ANEW);
    assertThat(node.arrivals.getLast().incarnation()).isEqualTo(2);
    assertThat(node.arrivals.getLast().members()).hasSize(3);
  }

  /// It hears of the incarnation that was made for it before it hears that it is that (seed 4590).
  @Test
  void whatHasNotStartedIsNotRenewed() {
    node.decide(new StartNode(N2, SECOND, 0));
    node.decide(new RenewMember(N2, SECOND));
    node.advance(LONG);
    node.deliver(N2, new ArrivalAsk(ArrivalAsk.NONE));
    node.deliver(N2, new ArrivalAsk(node.arrivals.getLast().boot()));
    assertThat(verdict()).isEqualTo(ArrivalVerdict.ANEW);
    assertThat(node.arrivals.getLast().incarnation()).isEqualTo(2);
    assertThat(node.renewed).isEmpty();
  }

  @Test
  void aLateMessageOfAProcessThatEndedRenewsNobody() {
    node.decide(new StartNode(N2, SECOND, 0));
    node.decide(new StartNode(N2, THIRD, SECOND));
    node.advance(LONG);
    node.deliver(N2, new ArrivalAsk(SECOND));
    assertThat(node.renewed).isEmpty();
    assertThat(node.arrivals).containsExactly(ArrivalAnswer.of(ArrivalVerdict.HEARSAY, THIRD));
  }

  @Test
  void whoWasNeverAMemberIsToldSo() {
    node.deliver(new NodeId("n9"), new ArrivalAsk(ArrivalAsk.NONE));
    assertThat(verdict()).isEqualTo(ArrivalVerdict.NO_MEMBER);
  }

  @Test
  void aNodeThatKnowsOfNoClusterSaysSo() {
    LoneNode fresh = LoneNode.unformed();
    fresh.deliver(N3, new ArrivalAsk(ArrivalAsk.NONE));
    assertThat(fresh.arrivals)
        .containsExactly(ArrivalAnswer.of(ArrivalVerdict.NO_CLUSTER, ArrivalAsk.NONE));
  }

  @Test
  void aNodeWhoseDirectoryLacksAStartThatIsAgreedEnds() {
    node.decide(new StartNode(LoneNode.N1, SECOND, 1));
    assertThat(node.outdated).isOne();
  }

  @Test
  void aMemberThatAsksToJoinAgainComesBackLikewise() {
    MemberAddress at = Addresses.of(2);
    String ask =
        "CHORUS NODE ADD test n2 %s %d %d %d %d"
            .formatted(at.host(), at.resp(), at.peer(), at.http(), at.control());
    node.decide(new StartNode(N2, SECOND, 0));
    assertThat(node.ask(ask))
        .singleElement()
        .asString()
        .startsWith("REFUSED n2 is a member, and runs with another directory");
    node.advance(LONG);
    node.ask(ask);
    assertThat(node.renewed).as("it may be paused").isEmpty();
    node.advance(Duration.ofSeconds(31));
    node.ask(ask);
    assertThat(node.renewed).containsExactly(new RenewMember(N2, SECOND));
  }

  private ArrivalVerdict verdict() {
    return node.arrivals.getLast().verdict();
  }
}
