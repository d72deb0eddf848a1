package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.definition.OnFollower;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The container CHORUS on a fake cluster with one database, `main`.
final class ChorusCommandsTest {
  private static final String MAIN =
      "*32|$4|name|$4|main|$5|index|:0|$5|model|$13|single-leader|$3|ack|$8|majority|$4|next|$0||"
          + "$5|fsync|$6|always|$10|on-degrade|$5|error|$6|engine|$7|rocksdb|$8|failover|$4|auto|$11|on-follower|$7|forward|"
          + "$8|replicas|*2|$2|n1|$2|n2|$9|witnesses|*0|$11|synchronous|*0|"
          + "$7|joining|*0|$7|leaving|*0|$13|dropped-until|";
  private static final String PRESENT = MAIN + "$-1|";

  @Test
  void statusIsTheJsonOfTheCluster() {
    assertThat(run("CHORUS STATUS")).isEqualTo("$2|{}|");
  }

  @Test
  void whatFollowersDoIsChosenAndChanged() {
    var cluster = new FakeCluster();
    cluster.run("CHORUS DB CREATE logs ON-FOLLOWER moved");
    cluster.run("CHORUS DB CREATE more");
    assertThat(cluster.asked.stream().map(DatabaseRequest::onFollower))
        .containsExactly(OnFollower.MOVED, OnFollower.FORWARD);
    assertThat(cluster.run("CHORUS DB ALTER main --on-follower READONLY"))
        .contains("|$11|on-follower|$8|readonly|");
    assertThat(cluster.run("CHORUS DB ALTER main FAILOVER manual"))
        .contains("|$11|on-follower|$7|forward|");
  }

  @Test
  void databasesAreListedAndShown() {
    assertThat(run("CHORUS DB LIST")).isEqualTo("*1|" + PRESENT);
    assertThat(run("CHORUS DB SHOW main")).isEqualTo(PRESENT);
    assertThat(run("CHORUS DB SHOW 0")).isEqualTo(PRESENT);
    assertThat(run("CHORUS DB SHOW none"))
        .isEqualTo("-ERR no database 'none' | CHORUS DB LIST shows all|");
  }

  @Test
  void replicasJoinAndLeaveByNameOrByTheirNumber() {
    var cluster = new FakeCluster();
    assertThat(cluster.run("CHORUS DB REPLICAS main ADD n4")).isEqualTo(PRESENT);
    assertThat(cluster.run("chorus db replicas 0 remove n2 add n5 remove n1")).isEqualTo(PRESENT);
    assertThat(cluster.run("CHORUS DB ALTER main REPLICAS 5")).isEqualTo(PRESENT);
    assertThat(cluster.run("CHORUS DB ALTER main --failover manual --replicas 1"))
        .contains("$6|manual|");
    assertThat(cluster.placed)
        .containsExactly(
            new ReplicaChange.Move(List.of(new NodeId("n4")), List.of()),
            new ReplicaChange.Move(
                List.of(new NodeId("n5")), List.of(new NodeId("n2"), new NodeId("n1"))),
            new ReplicaChange.Count(5),
            new ReplicaChange.Count(1));
  }

  @Test
  void whatIsDroppedSaysUntilWhenThatCanBeTakenBack() {
    assertThat(run("CHORUS DB DROP main")).isEqualTo(MAIN + ":1790000000000|");
    assertThat(run("CHORUS DB UNDROP 0")).isEqualTo(PRESENT);
  }

  @Test
  void verifyFindsTheDatabaseByNameOrIndex() {
    assertThat(run("CHORUS VERIFY main")).isEqualTo("+verified main|");
    assertThat(run("CHORUS VERIFY 0")).isEqualTo("+verified main|");
    assertThat(run("CHORUS VERIFY 9"))
        .isEqualTo("-ERR no database '9' | CHORUS DB LIST shows all|");
  }

  @ParameterizedTest
  @CsvSource({
    "CHORUS DB CREATE logs, logs -1 ROCKSDB -1",
    "CHORUS DB CREATE logs INDEX 3 ENGINE memory REPLICAS 1, logs 3 MEMORY 1",
    "chorus db create logs --engine MEMORY --index 3, logs 3 MEMORY -1",
    "CHORUS DB CREATE logs model single-leader ack majority, logs -1 ROCKSDB -1"
  })
  void createTakesOptionsInAnyOrderAndCase(String line, String expected) {
    var cluster = new FakeCluster();
    cluster.run(line);
    assertThat(cluster.asked())
        .extracting(request ->
            request.name()
                + " "
                + request.index().orElse(-1)
                + " "
                + request.engine()
                + " "
                + request.replicas().orElse(-1))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "CHORUS DB CREATE Logs #-ERR database name 'Logs' is not 1 to 32 of a-z",
        "CHORUS DB CREATE logs INDEX #-ERR option 'index' has no value|",
        "CHORUS DB CREATE logs INDEX x #-ERR index 'x' is not a number from 0 to 1000000|",
        "CHORUS DB CREATE logs INDEX -1 #-ERR index '-1' is not a number from 0 to 1000000|",
        "CHORUS DB CREATE logs REPLICAS 0 #-ERR replicas '0' is not a number from 1 to 1000|",
        "CHORUS DB CREATE logs ENGINE tape #-ERR no engine 'tape' | known: rocksdb, memory|",
        "CHORUS DB CREATE logs MODEL x #-ERR no model 'x' | known: single-leader|",
        "CHORUS DB CREATE logs ACK none #-ERR no ack 'none' | known: majority, semi-sync, all, async, chain|",
        "CHORUS DB CREATE logs FSYNC never #-ERR no fsync 'never' | known: always, everysec|",
        "CHORUS DB CREATE logs ON-FOLLOWER ask #-ERR no on-follower 'ask' | known: forward, readonly, moved|",
        "CHORUS DB CREATE logs SYNC always #-ERR no option 'sync' | known: index, model",
        "CHORUS DB CREATE #-ERR CHORUS DB takes CREATE name",
        "CHORUS DB REPLICAS main #-ERR nothing to add or to remove",
        "CHORUS DB REPLICAS main ADD #-ERR CHORUS DB REPLICAS takes",
        "CHORUS DB REPLICAS main SWAP n1 #-ERR CHORUS DB REPLICAS takes",
        "CHORUS DB REPLICAS main ADD n$1 #-ERR a node's name is 1 to 64 of A-Z a-z 0-9 . _ -",
        "CHORUS LEADER MOVE main TO n$1 #-ERR a node's name is 1 to 64 of A-Z a-z 0-9 . _ -",
        "CHORUS DB REPLICAS none ADD n1 #-ERR no database 'none'",
        "CHORUS DB DROP #-ERR CHORUS DB takes CREATE name",
        "CHORUS DB DROP none #-ERR no database 'none' | CHORUS DB LIST shows all|",
        "CHORUS DB UNDROP main now #-ERR CHORUS DB takes CREATE name",
        "CHORUS NOSUCH #-ERR unknown subcommand 'NOSUCH'. Try CHORUS HELP.|"
      })
  void badRequestsAreRefusedWithTheReason(String line, String expected) {
    var cluster = new FakeCluster();
    assertThat(cluster.run(line.strip())).startsWith(expected);
    assertThat(cluster.asked()).isEmpty();
  }

  @Test
  void aFaultIsAnErrorWithItsCode() {
    assertThat(run("CHORUS DB CREATE main")).isEqualTo("-EXISTS database main is there already|");
  }

  @Test
  void aReadLevelBeforeACommandHoldsForThatCommandAlone() {
    var found =
        (Lookup.Found)
            CommandTable.standard().find(FakeCluster.words("CHORUS READ eventual HGET h f"));
    assertThat(found.spec().name()).isEqualTo("hget");
    assertThat(found.args().words()).isEqualTo(FakeCluster.words("HGET h f"));
    assertThat(found.level()).contains(ReadLevel.EVENTUAL);
    assertThat(((Lookup.Found) CommandTable.standard().find(FakeCluster.words("GET k"))).level())
        .isEmpty();
    assertThat(CommandTable.standard().find(FakeCluster.words("CHORUS READ never GET k")))
        .isEqualTo(new Lookup.Rejected(CommandError.syntax().reply()));
    assertThat(
            CommandTable.standard()
                .find(FakeCluster.words("chorus read strong chorus read strong GET k")))
        .isEqualTo(new Lookup.Rejected(CommandError.syntax().reply()));
    assertThat(CommandTable.standard().find(FakeCluster.words("CHORUS READ strong GET")))
        .isEqualTo(new Lookup.Rejected(CommandError.arity("get").reply()));
  }

  @Test
  void cutsAndHealsNameLinksInBothDirectionsUnlessToldOtherwise() {
    var cluster = new FakeCluster();
    assertThat(cluster.run("CHORUS DEBUG CUT n1 n2")).isEqualTo("+OK|");
    assertThat(cluster.links()).isEqualTo("cut n1>n2 n2>n1");
    assertThat(cluster.run("chorus debug cut n1 n3 oneway")).isEqualTo("+OK|");
    assertThat(cluster.links()).isEqualTo("cut n1>n3");
    assertThat(cluster.run("CHORUS DEBUG HEAL n2 n1")).isEqualTo("+OK|");
    assertThat(cluster.links()).isEqualTo("heal n2>n1 n1>n2");
    assertThat(cluster.run("CHORUS DEBUG HEAL")).isEqualTo("+OK|");
    assertThat(cluster.links()).isEqualTo("heal");
    for (String wrong : List.of("CUT n1", "CUT n1 n2 twice", "HEAL n1", "LAG")) {
      assertThat(run("CHORUS DEBUG " + wrong)).isEqualTo("-ERR syntax error|");
    }
  }

  private static String run(String line) {
    return new FakeCluster().run(line);
  }
}
