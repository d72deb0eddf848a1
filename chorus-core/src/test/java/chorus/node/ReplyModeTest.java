package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// CLIENT REPLY, on a client of n1.
final class ReplyModeTest {
  private final LoneNode node = new LoneNode();
  private final LoneNode.Client client = node.client(2);

  @BeforeEach
  void n1Leads() {
    node.leadsItself(1);
  }

  @Test
  void whatIsAnsweredIsWhatRedisAnswers() {
    assertThat(client.ask("CLIENT REPLY OFF", "PING", "CLIENT ID", "CLIENT REPLY ON", "PING"))
        .containsExactly("OK", "PONG");
    assertThat(client.ask("CLIENT REPLY SKIP", "PING", "ECHO a")).containsExactly("$a");
    assertThat(client.ask("CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "ECHO b", "ECHO a"))
        .containsExactly("$a");
    assertThat(client.ask("CLIENT REPLY SKIP", "CLIENT REPLY ON", "ECHO b"))
        .containsExactly("OK", "$b");
    assertThat(client.ask("CLIENT REPLY OFF", "CLIENT REPLY SKIP", "CLIENT REPLY ON", "ECHO a"))
        .containsExactly("OK", "$a");
    assertThat(client.ask("CLIENT REPLY SKIP", "NOSUCH", "ECHO a")).containsExactly("$a");
    assertThat(client.ask("CLIENT REPLY OFF", "CLIENT REPLY foo", "CLIENT REPLY ON"))
        .containsExactly("OK");
    assertThat(client.ask("CLIENT REPLY foo")).containsExactly("ERR syntax error");
  }

  @Test
  void whatIsNotAnsweredIsCounted() {
    client.ask("CLIENT REPLY OFF", "PING", "SET k v", "GET k");
    assertThat(client.unanswered).isEqualTo(4);
    client.ask("CLIENT REPLY ON", "CLIENT REPLY SKIP", "PING");
    assertThat(client.unanswered).isEqualTo(6);
  }

  @Test
  void commandsOnRowsAreRunAndNotAnswered() {
    assertThat(client.ask("CLIENT REPLY SKIP", "INCR n", "INCR n", "INCR n"))
        .containsExactly("Int[value=2]", "Int[value=3]");
    assertThat(client.ask("CLIENT REPLY OFF", "INCR n", "INCR n")).isEmpty();
    assertThat(client.ask("CLIENT REPLY ON", "GET n")).containsExactly("OK", "$5");
  }

  @Test
  void aSkippedCommandThatWaitsIsNotAnsweredLaterEither() {
    assertThat(client.ask("CLIENT REPLY SKIP", "BLPOP q 0", "ECHO b")).isEmpty();
    node.ask("RPUSH q a");
    assertThat(client.answers()).containsExactly("$b");
    assertThat(node.ask("LLEN q")).containsExactly("Int[value=0]");
  }

  @Test
  void resetIsAnsweredAndTurnsRepliesOn() {
    assertThat(client.ask("CLIENT REPLY OFF", "PING", "RESET", "ECHO a"))
        .containsExactly("RESET", "$a");
    assertThat(client.ask("CLIENT REPLY SKIP", "RESET", "ECHO a", "ECHO b"))
        .containsExactly("$a", "$b");
  }

  @Test
  void insideATransactionItBeginsBehindItsAnswer() {
    assertThat(client.ask("MULTI", "CLIENT REPLY OFF", "ECHO a", "EXEC", "PING"))
        .containsExactly("OK", "QUEUED", "QUEUED", "[Simple[text=OK], a]");
    assertThat(
            client.ask("CLIENT REPLY ON", "MULTI", "CLIENT REPLY SKIP", "EXEC", "PING", "ECHO b"))
        .containsExactly("OK", "OK", "QUEUED", "[Simple[text=OK]]", "$b");
    assertThat(client.ask("CLIENT REPLY SKIP", "MULTI", "PING", "EXEC"))
        .containsExactly("QUEUED", "[Simple[text=PONG]]");
  }
}
