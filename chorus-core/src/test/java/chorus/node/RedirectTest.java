package chorus.node;

import static chorus.node.LoneNode.N2;
import static chorus.node.LoneNode.N3;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.cluster.MetaCommand;
import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client of n1 that goes to the leader itself. Clients find n2 at port 7002.
final class RedirectTest {
  private static final String CAPA = "CLIENT CAPA redirect";
  private static final String TO_N2 = "REDIRECT 127.0.0.1:7002";
  private static final Duration WHILE = Duration.ofMillis(300);

  private final LoneNode node = new LoneNode();

  @BeforeEach
  void n2Leads() {
    node.leads(N2, 1);
  }

  @Test
  void everyCommandOnRowsIsAnsweredWithTheLeadersAddress() {
    assertThat(node.ask(CAPA, "SET k v", "GET k", "KEYS *", "DBSIZE"))
        .containsExactly("OK", TO_N2, TO_N2, TO_N2, TO_N2);
    assertThat(node.ask("CHORUS ONCE OPEN", "CHORUS ONCE 1-1 1 INCR n"))
        .containsExactly(TO_N2, TO_N2);
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void commandsThatNeedNoLeaderAreAnswered() {
    node.ask(CAPA);
    assertThat(node.ask("PING", "SELECT 0", "CLIENT SETNAME me", "GET"))
        .containsExactly("PONG", "OK", "OK", "ERR wrong number of arguments for 'get' command");
  }

  @Test
  void whoDidNotAskIsForwarded() {
    assertThat(node.ask("SET k v")).isEmpty();
    assertThat(node.forwarded).containsExactly("n2[SET k v]");
  }

  @Test
  void whoAskedIsForwardedAgainAfterReset() {
    assertThat(node.ask(CAPA, "RESET", "SET k v")).containsExactly("OK", "RESET");
    assertThat(node.forwarded).containsExactly("n2[SET k v]");
  }

  @Test
  void readsThatMayBeOldAreServedHereAndWritesAreRedirected() {
    node.follows(N2, 1);
    assertThat(node.ask(CAPA, "READONLY", "GET k", "SET k v"))
        .containsExactly("OK", "OK", "nil", TO_N2);
    assertThat(node.ask("READWRITE", "GET k", "CHORUS READ eventual GET k"))
        .containsExactly("OK", TO_N2, "nil");
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void readsThatMayBeOldAndCannotBeServedHereAreForwarded() {
    assertThat(node.ask(CAPA, "READONLY", "GET k")).containsExactly("OK", "OK");
    assertThat(node.forwarded).containsExactly("n2[GET k]");
  }

  @Test
  void whatRunsInEveryDatabaseIsForwarded() {
    assertThat(node.ask(CAPA, "FLUSHALL")).containsExactly("OK");
    assertThat(node.forwarded).containsExactly("n2[FLUSHALL]");
  }

  @Test
  void whereNobodyLeadsACommandWaitsAndIsThenRedirected() {
    node.leads(N3, 2);
    node.says(N3, 2, Standing.HANDING_OVER);
    assertThat(node.ask(CAPA, "SET k v")).containsExactly("OK");
    node.advance(WHILE);
    assertThat(node.answers()).isEmpty();
    node.leads(N2, 3);
    assertThat(node.answers()).containsExactly(TO_N2);
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void whatALeaderHoldsWhileItHandsOverIsRedirectedToItsSuccessor() {
    node.leadsItself(2);
    assertThat(node.ask(CAPA, "SET k v", "GET k")).containsExactly("OK", "OK", "$v");
    node.handsOver(2);
    assertThat(node.ask("SET k w")).isEmpty();
    node.decide(new MetaCommand.HandOver(LoneNode.SHARD, new Epoch(2), N2, 1, LoneNode.ENDING));
    assertThat(node.answers()).isEmpty();
    node.says(N2, 3, Standing.LEADING);
    assertThat(node.answers()).containsExactly(TO_N2);
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void aWriteThatTheLeaderTookIsNeverRedirected() {
    node.leadsItself(2);
    node.confirmsNoMore();
    assertThat(node.ask(CAPA, "SET k v")).containsExactly("OK");
    node.leads(N2, 3);
    assertThat(node.answers()).singleElement().asString().startsWith("INDETERMINATE ");
  }

  @Test
  void noLeaderInTimeIsSaidAsToEverybody() {
    node.says(N2, 1, Standing.LEASELESS);
    node.ask(CAPA, "SET k v");
    node.advance(Duration.ofSeconds(5));
    assertThat(node.answers()).singleElement().asString().startsWith("NOQUORUM ");
  }

  @Test
  void aCommandUnderOnceThatTheLeaderTookIsFollowedUpFromHere() {
    node.leadsItself(2);
    String session = node.ask("CHORUS ONCE OPEN").getFirst().substring(1);
    String once = "CHORUS ONCE " + session + " 1 INCR n";
    node.confirmsNoMore();
    node.ask(CAPA, once);
    node.leads(N2, 3);
    assertThat(node.answers()).isEmpty();
    assertThat(node.forwarded).containsExactly("n2[" + once + "]");
  }

  @Test
  void aReadThatTheLeaderTookIsRedirectedSinceItChangedNothing() {
    node.leadsItself(2);
    node.confirmsNoMore();
    node.ask(CAPA, "SET k v");
    node.ask("GET k");
    node.leads(N2, 3);
    assertThat(node.answers()).last().isEqualTo(TO_N2);
  }
}
