package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Fault;
import chorus.base.Result;
import org.junit.jupiter.api.Test;

class SwitchoverCommandsTest {
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void aMoveAnswersWhenTheSuccessorServes() {
    var replies = cluster.start("CHORUS LEADER MOVE main TO n2 TIMEOUT 300");
    assertThat(cluster.leaders().done).containsExactly("switch to n2 within 300");
    assertThat(replies).isEmpty();
    cluster.leaders().end(Result.ok(new Switched(FakeLeaders.N1, FakeLeaders.N2, 5)));
    assertThat(replies)
        .containsExactly("*8|$8|database|$4|main|$4|from|$2|n1|$2|to|$2|n2|$5|epoch|:5|");
  }

  @Test
  void aDryRunSaysWhatWouldHappenAndDoesNothing() {
    assertThat(cluster.run("CHORUS LEADER MOVE 0 TO n2 DRYRUN"))
        .isEqualTo("*8|$8|database|$4|main|$4|from|$2|n1|$2|to|$2|n2|$6|behind|:17|");
    assertThat(cluster.leaders().done).isEmpty();
  }

  @Test
  void aMoveThatWouldStallIsRefusedWithAnAlternative() {
    String refused = "-REFUSED n3 is not heard from | try n2|";
    assertThat(cluster.run("CHORUS LEADER MOVE main TO n3")).isEqualTo(refused);
    assertThat(cluster.run("CHORUS LEADER MOVE main TO n3 DRYRUN")).isEqualTo(refused);
  }

  @Test
  void aMoveIsSpelledOut() {
    assertThat(cluster.run("CHORUS LEADER MOVE none TO n2"))
        .isEqualTo("-ERR no database 'none' | CHORUS DB LIST shows all|");
    assertThat(cluster.run("CHORUS LEADER MOVE main TO n2 TIMEOUT soon"))
        .startsWith("-ERR timeout");
    assertThat(cluster.run("CHORUS LEADER MOVE main TO n2 NOW")).isEqualTo("-ERR syntax error|");
    assertThat(cluster.run("CHORUS LEADER MOVE main AT n2")).startsWith("-ERR CHORUS LEADER takes");
  }

  @Test
  void failoverAnswersAtOnceAndPicksTheFollowerThatLacksLeast() {
    assertThat(cluster.run("FAILOVER")).isEqualTo("+OK|");
    assertThat(cluster.leaders().done).containsExactly("switch to n2 within 86400000");
    assertThat(cluster.run("FAILOVER")).isEqualTo("-ERR FAILOVER already in progress.|");
  }

  @Test
  void failoverToAnAddressMeansTheNodeThere() {
    assertThat(cluster.run("FAILOVER TO 127.0.0.1 7002 TIMEOUT 250")).isEqualTo("+OK|");
    assertThat(cluster.leaders().done).containsExactly("switch to n2 within 250");
    assertThat(new FakeCluster().run("FAILOVER TO 127.0.0.1 9"))
        .isEqualTo("-ERR FAILOVER target HOST and PORT is not a replica.|");
    assertThat(new FakeCluster().run("FAILOVER TO 127.0.0.1 7003"))
        .isEqualTo("-ERR FAILOVER target HOST and PORT is not a replica.|");
  }

  @Test
  void failoverIsAborted() {
    assertThat(cluster.run("FAILOVER ABORT")).isEqualTo("-ERR No failover in progress.|");
    cluster.run("FAILOVER");
    assertThat(cluster.run("FAILOVER ABORT")).isEqualTo("+OK|");
    assertThat(cluster.leaders().done).endsWith("abort");
  }

  @Test
  void forceHasTheElectionFollowTheTimeout() {
    cluster.run("FAILOVER TO 127.0.0.1 7002 FORCE TIMEOUT 100");
    cluster.leaders().end(Result.failed(Fault.notApplied("REFUSED", "n2 is still behind")));
    assertThat(cluster.leaders().done).endsWith("elect");
    assertThat(new FakeCluster().run("FAILOVER TO 127.0.0.1 7002 FORCE"))
        .isEqualTo(
            "-ERR FAILOVER with force option requires both a timeout and target HOST and IP.|");
  }

  @Test
  void failoverIsSpelledAsInRedis() {
    assertThat(cluster.run("FAILOVER TIMEOUT 0"))
        .isEqualTo("-ERR FAILOVER timeout must be greater than 0|");
    for (String wrong : new String[] {"TO 127.0.0.1", "NOW", "ABORT TIMEOUT 5", "TIMEOUT"}) {
      assertThat(cluster.run("FAILOVER " + wrong)).isEqualTo("-ERR syntax error|");
    }
  }
}
