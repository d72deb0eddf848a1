package chorus.node;

import static chorus.node.LoneNode.N2;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Timings;
import chorus.resp.Reply;
import chorus.wire.ForwardVerdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// CLIENT UNBLOCK on n1, of a client that waits there or at another node.
final class UnblockTest {
  private static final String UNBLOCKED = "UNBLOCKED client unblocked via CLIENT UNBLOCK";
  private static final String ONE = "Int[value=1]";
  private static final String ZERO = "Int[value=0]";

  private final LoneNode node = new LoneNode();
  private final LoneNode.Client client = node.client(2);

  @Test
  void whoWaitsHereIsUnblockedOnce() {
    node.leadsItself(1);
    for (String how : new String[] {"", " TIMEOUT", " timeout"}) {
      assertThat(client.ask("BLPOP q 0")).isEmpty();
      assertThat(node.ask("CLIENT UNBLOCK 2" + how)).containsExactly(ONE);
      assertThat(client.answers()).hasSize(1).doesNotContain(UNBLOCKED);
      assertThat(node.ask("CLIENT UNBLOCK 2" + how)).containsExactly(ZERO);
    }
    client.ask("BLMOVE q p LEFT LEFT 0", "PING");
    assertThat(node.ask("CLIENT UNBLOCK 2 ERROR")).containsExactly(ONE);
    assertThat(client.answers()).containsExactly(UNBLOCKED, "PONG");
    assertThat(node.ask("RPUSH q a", "LLEN q")).containsExactly(ONE, ONE);
  }

  @Test
  void whoWaitsForCopiesIsAnsweredHowManyThereAre() {
    node.leadsItself(1);
    assertThat(client.ask("SET k v", "WAIT 2 0")).containsExactly("OK");
    assertThat(node.ask("CLIENT UNBLOCK 2")).containsExactly(ONE);
    assertThat(client.answers()).containsExactly(ONE);
    client.ask("WAIT 2 0");
    assertThat(node.ask("CLIENT UNBLOCK 2 ERROR")).containsExactly(ONE);
    assertThat(client.answers()).containsExactly(UNBLOCKED);
  }

  @Test
  void whoDoesNotWaitOrIsNotThereIsNotUnblocked() {
    node.leadsItself(1);
    assertThat(node.ask("CLIENT UNBLOCK 2", "CLIENT UNBLOCK 99", "CLIENT UNBLOCK 1"))
        .containsExactly(ZERO, ZERO, ZERO);
    node.ask("CLIENT PAUSE 1000 WRITE");
    client.ask("BLPOP q 0");
    assertThat(node.ask("CLIENT UNBLOCK 2")).containsExactly(ZERO);
  }

  @Test
  void whoWaitsForALeaderIsNotUnblocked() {
    client.ask("BLPOP q 0");
    assertThat(node.ask("CLIENT UNBLOCK 2")).containsExactly(ZERO);
  }

  @Test
  void theLeaderOfAnotherNodeDecides() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    node.answers(ForwardVerdict.WAITING);
    assertThat(node.ask("CLIENT UNBLOCK 2 ERROR")).isEmpty();
    assertThat(node.unblocking).containsExactly("n2 1 ERROR");
    node.answers(ForwardVerdict.UNBLOCKED, Reply.error("UNBLOCKED", "by n2"));
    assertThat(node.answers()).containsExactly(ONE);
    assertThat(client.answers()).containsExactly("UNBLOCKED by n2");
  }

  @Test
  void whatWasServedAlreadyWins() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    node.answers(ForwardVerdict.WAITING);
    node.ask("CLIENT UNBLOCK 2");
    node.answers(ForwardVerdict.ANSWERED, Reply.bulk("served"));
    assertThat(node.answers()).containsExactly(ZERO);
    assertThat(client.answers()).containsExactly("$served");
  }

  @Test
  void itIsSaidAgainUntilTheLeaderHasHeardIt() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    node.ask("CLIENT UNBLOCK 2");
    node.answers(ForwardVerdict.WAITING);
    node.answers(ForwardVerdict.WAITING);
    assertThat(node.unblocking).hasSize(3).containsOnly("n2 1 TIMEOUT");
    assertThat(node.answers()).isEmpty();
  }

  @Test
  void whoComesSecondHasUnblockedNothing() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    node.ask("CLIENT UNBLOCK 2");
    LoneNode.Client other = node.client(3);
    assertThat(other.ask("CLIENT UNBLOCK 2 ERROR")).containsExactly(ZERO);
    node.answers(ForwardVerdict.UNBLOCKED, Reply.NULL);
    assertThat(node.answers()).containsExactly(ONE);
  }

  @Test
  void aClientThatHangsUpWasNotUnblocked() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    node.answers(ForwardVerdict.WAITING);
    node.ask("CLIENT UNBLOCK 2");
    client.hangUp();
    assertThat(node.answers()).containsExactly(ZERO);
  }

  @Test
  void aLeaderThatIsLostUnblocksWithoutHelp() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    node.answers(ForwardVerdict.WAITING);
    node.ask("CLIENT UNBLOCK 2");
    node.advance(Timings.DEFAULT.ackWait().multipliedBy(2));
    assertThat(node.answers()).containsExactly(ZERO);
    assertThat(client.answers()).hasSize(1);
  }

  @Test
  void anotherAnswerThatComesLateIsNotASecondOne() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    node.answers(ForwardVerdict.WAITING);
    node.ask("CLIENT UNBLOCK 2");
    node.answers(ForwardVerdict.UNBLOCKED, Reply.NULL);
    node.answers(ForwardVerdict.UNBLOCKED, Reply.NULL);
    assertThat(client.answers()).containsExactly("nil");
    assertThat(node.answers()).containsExactly(ONE);
  }

  @Test
  void aBlockedConnectionShowsThat() {
    node.leads(N2, 1);
    client.ask("BLPOP q 0");
    assertThat(node.ask("CLIENT LIST").getFirst()).doesNotContain("flags=b");
    node.answers(ForwardVerdict.WAITING);
    assertThat(node.ask("CLIENT LIST").getFirst()).contains("flags=b ", "cmd=blpop ");
    node.answers(ForwardVerdict.ANSWERED, Reply.NULL);
    assertThat(node.ask("CLIENT LIST").getFirst()).doesNotContain("flags=b");
  }

  @Test
  void ageAndIdlenessAreThoseOfTheMoment() {
    client.ask("PING");
    node.advance(Duration.ofSeconds(7));
    node.ask("PING");
    node.advance(Duration.ofSeconds(2));
    String line = node.ask("CLIENT LIST").getFirst().lines().toList().get(1);
    assertThat(line).contains(" age=9 idle=9 ", "cmd=ping ");
  }
}
