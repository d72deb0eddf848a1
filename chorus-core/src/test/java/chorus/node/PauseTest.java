package chorus.node;

import static chorus.node.LoneNode.N2;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Reply;
import chorus.wire.ForwardVerdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// CLIENT PAUSE on n1, with clients on two of its strands.
final class PauseTest {
  private static final Duration ALMOST = Duration.ofMillis(999);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final LoneNode node = new LoneNode();
  private final LoneNode.Client client = node.client(2);

  @BeforeEach
  void n1Leads() {
    node.leadsItself(1);
  }

  @Test
  void everythingWaitsUntilTheTimeIsOver() {
    assertThat(node.ask("CLIENT PAUSE 1000")).containsExactly("OK");
    assertThat(client.ask("PING", "SET k v", "MULTI", "GET k", "EXEC")).isEmpty();
    node.advance(ALMOST);
    assertThat(client.answers()).isEmpty();
    node.advance(MILLI);
    assertThat(client.answers()).containsExactly("PONG", "OK", "OK", "QUEUED", "[v]");
  }

  @Test
  void theConnectionItselfWaitsTooButEndsThePauseWheneverItWants() {
    assertThat(node.ask("CLIENT PAUSE 1000 all", "PING")).containsExactly("OK");
    assertThat(client.ask("CLIENT UNPAUSE", "PING")).containsExactly("OK", "PONG");
    assertThat(node.answers()).containsExactly("PONG");
    node.ask("CLIENT PAUSE 1000 ALL");
    assertThat(node.ask("CLIENT UNPAUSE", "GET k")).containsExactly("OK", "nil");
  }

  @Test
  void whatCannotBeRunIsAnsweredAtOnce() {
    node.ask("CLIENT PAUSE 1000");
    assertThat(client.ask("NOSUCH")).hasSize(1);
    assertThat(client.ask("GET")).hasSize(1);
  }

  @Test
  void writesAloneWait() {
    node.ask("CLIENT PAUSE 100000 WRITE");
    assertThat(client.ask("GET k", "SET k 1", "GET k", "PING")).containsExactly("nil");
    assertThat(node.ask("GET k", "CLIENT UNPAUSE")).containsExactly("nil", "OK");
    assertThat(client.answers()).containsExactly("OK", "$1", "PONG");
  }

  @Test
  void aTransactionWithAWriteWaitsAndOneWithoutDoesNot() {
    client.ask("MULTI", "SET k 1");
    node.ask("CLIENT PAUSE 100000 WRITE");
    assertThat(client.ask("GET k", "EXEC")).containsExactly("QUEUED");
    assertThat(node.ask("MULTI", "GET k", "EXEC")).containsExactly("OK", "QUEUED", "[nil]");
    assertThat(node.ask("CLIENT UNPAUSE")).containsExactly("OK");
    assertThat(client.answers()).containsExactly("[Simple[text=OK], 1]");
  }

  @Test
  void aLaterPauseOnlyProlongsAndWidens() {
    node.ask("CLIENT PAUSE 1000 WRITE", "CLIENT PAUSE 10 WRITE");
    client.ask("SET k v");
    node.advance(ALMOST);
    assertThat(client.answers()).isEmpty();
    node.advance(MILLI);
    assertThat(client.answers()).containsExactly("OK");

    node.ask("CLIENT PAUSE 1000 WRITE", "CLIENT PAUSE 10 ALL");
    client.ask("GET k");
    node.advance(ALMOST);
    assertThat(client.answers()).isEmpty();
    node.advance(MILLI);
    assertThat(client.answers()).containsExactly("$v");

    node.ask("CLIENT PAUSE 10 WRITE");
    client.ask("SET k w");
    node.ask("CLIENT PAUSE 1000 WRITE");
    node.advance(ALMOST);
    assertThat(client.answers()).isEmpty();
    node.advance(MILLI);
    assertThat(client.answers()).containsExactly("OK");
  }

  @Test
  void repliesOfWhatWasBegunAreNotHeld() {
    node.leads(N2, 2);
    client.ask("SET k v");
    node.ask("CLIENT PAUSE 100000");
    node.answers(ForwardVerdict.ANSWERED, Reply.OK);
    assertThat(client.answers()).containsExactly("OK");
  }

  @Test
  void whoWaitsIsServedDuringAPause() {
    client.ask("BLPOP q 0");
    node.ask("RPUSH q a", "CLIENT PAUSE 100000");
    assertThat(client.answers()).containsExactly("[q, a]");
  }

  @Test
  void aConnectionThatIsHeldShowsThatItWaits() {
    node.ask("CLIENT PAUSE 100000 WRITE");
    client.ask("SET k v");
    List<String> lines = node.ask("CLIENT LIST").getFirst().lines().toList();
    assertThat(lines.get(1)).contains("flags=b ", "cmd=set ", "argv-mem=5 ");
    node.ask("CLIENT UNPAUSE");
    assertThat(node.ask("CLIENT LIST").getFirst()).doesNotContain("flags=b");
  }

  @Test
  void aClientThatHungUpIsNotRun() {
    node.ask("CLIENT PAUSE 1000");
    client.ask("SET k v");
    client.hangUp();
    node.advance(Duration.ofSeconds(2));
    assertThat(node.ask("GET k")).containsExactly("nil");
  }

  @Test
  void aPauseOfNothingAndAnEndlessOne() {
    assertThat(node.ask("CLIENT PAUSE 0", "PING")).containsExactly("OK", "PONG");
    assertThat(node.ask("CLIENT PAUSE 9223372036854775807", "PING")).containsExactly("OK");
    node.advance(Duration.ofHours(1));
    assertThat(node.ask("CLIENT UNPAUSE")).as("behind the other one").isEmpty();
    assertThat(client.ask("CLIENT UNPAUSE")).containsExactly("OK");
    assertThat(node.answers()).containsExactly("PONG", "OK");
  }
}
