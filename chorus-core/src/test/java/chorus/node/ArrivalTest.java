package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.env.Message;
import chorus.testing.Addresses;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.wire.ArrivalVerdict;
import chorus.wire.PeerMessage.ArrivalAnswer;
import chorus.wire.PeerMessage.ArrivalAsk;
import chorus.wire.PeerMessage.MemberEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// n1 is about to take part, and n2 and n3 say what they know of it.
final class ArrivalTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final long SIXTH = Starts.number(1, 6, 66);
  private static final long SEVENTH = Starts.number(1, 7, 77);
  private static final Past PAST =
      new Past(List.of(SIXTH, SEVENTH), Map.of(N1, SIXTH, N2, Starts.number(1, 9)));
  private static final List<MemberEntry> MEMBERS =
      List.of(new MemberEntry(N1, 2, Addresses.of(1)), new MemberEntry(N2, 1, Addresses.of(2)));

  private final ManualEnv env = new ManualEnv(new MemoryDisk(), this::sent);
  private final List<String> asked = new ArrayList<>();
  private final List<ArrivalAnswer> answered = new ArrayList<>();
  private final List<Arrival.Outcome> outcomes = new ArrayList<>();

  @Test
  void whoeverTheClusterKnowsAsItIsStarts() {
    Arrival arrival = begin(PAST);
    arrival.receive(N2, ArrivalAnswer.of(ArrivalVerdict.AGREED, SIXTH));
    assertThat(outcomes).containsExactly(new Arrival.Outcome.AsItIs());
  }

  @Test
  void hearsayIsNotEnoughToStartButMakesWhoLacksAStartAskToComeBack() {
    Arrival arrival = begin(PAST);
    arrival.receive(N2, ArrivalAnswer.of(ArrivalVerdict.HEARSAY, SIXTH));
    arrival.receive(N3, ArrivalAnswer.of(ArrivalVerdict.HEARSAY, SIXTH));
    assertThat(outcomes).isEmpty();
    asked.clear();
    arrival.receive(N3, ArrivalAnswer.of(ArrivalVerdict.HEARSAY, Starts.number(1, 7, 1)));
    assertThat(asked).containsExactly("n3 " + Starts.number(1, 7, 1));
  }

  @Test
  void whoLacksAStartDoesNotStartOnTheWordOfAnother() {
    Arrival arrival = begin(PAST);
    arrival.receive(N3, ArrivalAnswer.of(ArrivalVerdict.HEARSAY, Starts.number(1, 8)));
    arrival.receive(N2, ArrivalAnswer.of(ArrivalVerdict.AGREED, SIXTH));
    env.advance(Arrival.PATIENCE.multipliedBy(3));
    assertThat(outcomes).isEmpty();
    arrival.receive(N2, new ArrivalAnswer(ArrivalVerdict.ANEW, ArrivalAsk.NONE, "", 2, MEMBERS));
    assertThat(outcomes).containsExactly(new Arrival.Outcome.Anew(2, MEMBERS));
  }

  @Test
  void anEmptyDirectoryAsksToComeBackWhereverAStartIsKnown() {
    Arrival arrival = begin(Past.NONE);
    asked.clear();
    arrival.receive(N2, ArrivalAnswer.of(ArrivalVerdict.AGREED, Starts.number(1, 0)));
    assertThat(asked).containsExactly("n2 0");
    assertThat(outcomes).isEmpty();
  }

  @Test
  void anEmptyDirectoryIsABeginningOnlyWhereAllBegin() {
    Arrival arrival = begin(Past.NONE);
    arrival.receive(N2, ArrivalAnswer.of(ArrivalVerdict.NO_CLUSTER, ArrivalAsk.NONE));
    env.advance(Arrival.PATIENCE.multipliedBy(100));
    assertThat(outcomes).isEmpty();
    assertThat(arrival.waitsFor()).contains("directory is empty");
    arrival.receive(N3, ArrivalAnswer.of(ArrivalVerdict.NO_CLUSTER, ArrivalAsk.NONE));
    assertThat(outcomes).containsExactly(new Arrival.Outcome.AsItIs());
  }

  @Test
  void aNodeAloneBeginsAtOnce() {
    Arrival.begin(env, Past.NONE, Set.of(), outcomes::add);
    env.settle();
    assertThat(outcomes).containsExactly(new Arrival.Outcome.AsItIs());
  }

  @Test
  void whereAllHaveJustStartedNobodyWaits() {
    Arrival arrival = begin(PAST);
    arrival.receive(N2, ArrivalAnswer.of(ArrivalVerdict.ARRIVING, SIXTH));
    arrival.receive(N3, ArrivalAnswer.of(ArrivalVerdict.NO_CLUSTER, ArrivalAsk.NONE));
    assertThat(outcomes).containsExactly(new Arrival.Outcome.AsItIs());
  }

  @Test
  void whereNobodyAnswersADirectoryIsTakenForWhatItIsAfterAWhile() {
    begin(PAST);
    env.advance(Arrival.PATIENCE.minusMillis(200));
    assertThat(outcomes).isEmpty();
    env.advance(Duration.ofMillis(400));
    assertThat(outcomes).containsExactly(new Arrival.Outcome.AsItIs());
  }

  @Test
  void whoIsNoMemberCannotBeginAndLearnsOtherwiseThatItWasRemoved() {
    begin(Past.NONE).receive(N2, ArrivalAnswer.of(ArrivalVerdict.NO_MEMBER, ArrivalAsk.NONE));
    begin(PAST).receive(N2, ArrivalAnswer.of(ArrivalVerdict.NO_MEMBER, ArrivalAsk.NONE));
    assertThat(outcomes)
        .containsExactly(new Arrival.Outcome.NotAMember(), new Arrival.Outcome.AsItIs());
  }

  @Test
  void whyItMustWaitIsSaid() {
    Arrival arrival = begin(Past.NONE);
    arrival.receive(
        N2, new ArrivalAnswer(ArrivalVerdict.WAIT, ArrivalAsk.NONE, "it runs", 0, List.of()));
    assertThat(arrival.waitsFor()).isEqualTo("n2 says: it runs");
    assertThat(outcomes).isEmpty();
  }

  @Test
  void strangersAreNotBelieved() {
    Arrival arrival = begin(Past.NONE);
    arrival.receive(
        new NodeId("n9"), new ArrivalAnswer(ArrivalVerdict.ANEW, ArrivalAsk.NONE, "", 2, MEMBERS));
    assertThat(outcomes).isEmpty();
  }

  @Test
  void whileItAsksItTellsOthersWhatItsDirectoryKnowsOfThem() {
    Arrival arrival = begin(PAST);
    arrival.receive(N2, new ArrivalAsk(ArrivalAsk.NONE));
    arrival.receive(N3, new ArrivalAsk(ArrivalAsk.NONE));
    begin(Past.NONE).receive(N2, new ArrivalAsk(ArrivalAsk.NONE));
    assertThat(answered)
        .containsExactly(
            ArrivalAnswer.of(ArrivalVerdict.ARRIVING, Starts.number(1, 9)),
            ArrivalAnswer.of(ArrivalVerdict.ARRIVING, ArrivalAsk.NONE),
            ArrivalAnswer.of(ArrivalVerdict.NO_CLUSTER, ArrivalAsk.NONE));
  }

  private Arrival begin(Past past) {
    Arrival arrival = Arrival.begin(env, past, Set.of(N2, N3), outcomes::add);
    env.settle();
    return arrival;
  }

  private void sent(NodeId to, Message message) {
    switch (message) {
      case ArrivalAsk(long outlived) -> asked.add(to + " " + outlived);
      case ArrivalAnswer answer -> answered.add(answer);
      default -> throw new AssertionError(message);
    }
  }
}
