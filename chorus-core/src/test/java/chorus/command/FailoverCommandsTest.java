package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.Result;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a user says and hears who decides on a failover, and the history of those that were.
class FailoverCommandsTest {
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void whileSomebodyServesAFailoverIsRefused() {
    assertThat(cluster.run("CHORUS LEADER FAILOVER main"))
        .isEqualTo("-REFUSED n1 leads main, nothing was changed|");
  }

  @Test
  void aFailoverAnswersWhenTheNextLeaderServes() {
    possible(Optional.empty());
    var replies = cluster.start("CHORUS LEADER FAILOVER main TIMEOUT 300");
    assertThat(cluster.leaders().done).containsExactly("fail over to n2 within 300");
    cluster.leaders().end(Result.ok(new Switched(FakeLeaders.N1, FakeLeaders.N2, 5)));
    assertThat(replies)
        .containsExactly(
            "*10|$8|database|$4|main|$4|from|$2|n1|$2|to|$2|n2|$5|epoch|:5|$4|loss|$-1|");
  }

  @Test
  void aLossIsAcceptedExplicitlyOrNotAtAll() {
    possible(Optional.of("nothing is known after LSN 51"));
    assertThat(cluster.run("CHORUS LEADER FAILOVER main"))
        .isEqualTo(
            "-REFUSED nothing is known after LSN 51, nothing was changed | FORCE accepts the loss|");
    assertThat(cluster.run("CHORUS LEADER FAILOVER main FORCE DRYRUN"))
        .isEqualTo(
            "*10|$8|database|$4|main|$4|from|$2|n1|$2|to|$2|n2|$3|lsn|:51|$4|loss|$29|nothing is"
                + " known after LSN 51|");
    assertThat(cluster.leaders().done).isEmpty();
    cluster.start("CHORUS LEADER FAILOVER main FORCE");
    assertThat(cluster.leaders().done)
        .containsExactly("fail over to n2 within 10000, though nothing is known after LSN 51");
  }

  @Test
  void aFailoverIsSpelledOut() {
    assertThat(cluster.run("CHORUS LEADER FAILOVER none")).startsWith("-ERR no database 'none'");
    assertThat(cluster.run("CHORUS LEADER FAILOVER main NOW")).isEqualTo("-ERR syntax error|");
    assertThat(cluster.run("CHORUS LEADER HISTORY main now"))
        .startsWith("-ERR CHORUS LEADER takes");
  }

  @Test
  void theHistoryIsThatOfTheDatabase() {
    assertThat(cluster.run("CHORUS LEADER HISTORY main")).isEqualTo("*1|$16|once upon a time|");
    assertThat(cluster.run("CHORUS LEADER HISTORY none")).startsWith("-ERR no database 'none'");
  }

  @Test
  void whoDecidesIsAlteredAndShown() {
    assertThat(cluster.run("CHORUS DB ALTER main FAILOVER manual"))
        .contains("$8|failover|$6|manual|");
    assertThat(cluster.run("CHORUS DB SHOW main")).contains("$8|failover|$4|auto|");
    assertThat(cluster.run("CHORUS DB ALTER main FAILOVER never"))
        .isEqualTo("-ERR no failover 'never' | known: auto, manual|");
    assertThat(cluster.run("CHORUS DB ALTER main ENGINE memory"))
        .startsWith("-ERR CHORUS DB ALTER cannot change 'engine' | it can change: ack");
    assertThat(cluster.run("CHORUS DB CREATE own FAILOVER manual")).startsWith("*");
  }

  private void possible(Optional<String> loss) {
    cluster.leaders().planned =
        Result.ok(
            new FailoverPlan(
                Optional.of(FakeLeaders.N1), new Epoch(4), FakeLeaders.N2, new Lsn(51), loss));
  }
}
