package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.testing.Addresses;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.Removed;
import java.util.List;
import org.junit.jupiter.api.Test;

/// n1 of three, and a fourth node that comes and goes.
final class MembershipTest {
  private static final NodeId N4 = new NodeId("n4");
  private static final AddMember ADD = new AddMember(N4, 1, Addresses.of(4));
  private static final RemoveMember REMOVE = new RemoveMember(N4, 1);

  private final LoneNode node = new LoneNode();

  @Test
  void aStrangerIsNotHeardAndAMemberIs() {
    beats(1, 1);
    assertThat(line("n4")).isEmpty();
    node.decide(ADD);
    assertThat(line("n4")).contains("state=unreachable").contains("control=joining");
    beats(1, 2);
    assertThat(line("n4")).contains("state=up");
  }

  @Test
  void whoWasRemovedIsForgottenAndToldSo() {
    node.decide(ADD);
    beats(1, 1);
    node.decide(REMOVE);
    assertThat(line("n4")).isEmpty();
    assertThat(node.told).isEmpty();
    beats(1, 2);
    assertThat(node.told).containsExactly("n4 Removed[incarnation=1]");
    assertThat(line("n4")).isEmpty();
  }

  @Test
  void anEarlierIncarnationIsToldSoWhileTheLaterOneIsHeard() {
    node.decide(ADD);
    node.decide(REMOVE);
    node.decide(new AddMember(N4, 2, Addresses.of(4)));
    beats(7, 1);
    assertThat(node.told).containsExactly("n4 Removed[incarnation=1]");
    assertThat(line("n4")).contains("state=unreachable");
    beats(Starts.number(2, 1), 1);
    assertThat(node.told).hasSize(1);
    assertThat(line("n4")).contains("state=up");
  }

  @Test
  void aNodeEndsOnTheWordOfAMemberThatMeansThisIncarnation() {
    node.deliver(N4, new Removed(1));
    assertThat(node.removals).as("the word of a stranger").isZero();
    node.deliver(LoneNode.N2, new Removed(1));
    assertThat(node.removals).isEqualTo(1);
  }

  private void beats(long boot, long round) {
    node.deliver(N4, new Heartbeat(boot, round, 0, List.of(), List.of(), List.of()));
  }

  /// What CHORUS NODE LIST says of a node; empty if it is no member.
  private String line(String name) {
    node.advance(LoneNode.BEAT);
    for (String each : node.ask("CHORUS NODE LIST").getFirst().split("}, \\{", -1)) {
      if (each.contains("node=" + name + ",")) {
        return each;
      }
    }
    return "";
  }
}
