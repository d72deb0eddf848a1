package chorus.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTableTest {
  private static String table(String json) {
    return StatusTable.of(StatusReport.read(json, "the test"));
  }

  @Test
  void eachDatabaseHasAHeadingAndARowPerNode() {
    String json =
        """
        {"schemaVersion":1,"databases":[
         {"name":"main","index":0,"model":"single-leader","ack":"majority","epoch":7,"leader":"n2",
          "promise":"main: majority, fsynced — no acknowledged write is lost if any one node loses power",
          "shards":[],
          "nodes":[
           {"node":"n1","role":"follower","state":"streaming","sync":true,"lastLsn":18402117,
            "durableLsn":18402117,"commitLsn":18402117,"appliedLsn":18402110,"lagLsn":7,
            "lagBytes":812,"lagMillis":9},
           {"node":"n2","role":"leader","state":"leading","sync":true,"lastLsn":18402117,
            "durableLsn":18402117,"commitLsn":18402117,"appliedLsn":18402117,"lagLsn":0,
            "lagBytes":0,"lagMillis":0},
           {"node":"n3","role":"follower","state":"unreachable","sync":false,"lastLsn":null,
            "durableLsn":null,"commitLsn":null,"appliedLsn":null,"lagLsn":null,
            "lagBytes":null,"lagMillis":null}]}]}\
        """;
    assertThat(table(json))
        .isEqualTo(
            """
            main  index=0  model=single-leader  ack=majority  epoch=7  leader=n2  \
            promise: majority, fsynced — no acknowledged write is lost if any one node loses power
            NODE  ROLE      STATE        SYNC        LAST     DURABLE   COMMITTED     APPLIED  LAG LSN  LAG BYTES  LAG MS
            n1    follower  streaming    yes   18,402,117  18,402,117  18,402,117  18,402,110        7        812       9
            n2    leader    leading      yes   18,402,117  18,402,117  18,402,117  18,402,117        0          0       0
            n3    follower  unreachable  no             ?           ?           ?           ?        ?          ?       ?  ! not heard of\
            """);
  }

  @Test
  void databaseWithoutALeaderSaysWhatThatMeans() {
    String json =
        """
        {"schemaVersion":1,"databases":[{"name":"main","index":0,"model":"single-leader",
         "ack":"majority","epoch":null,"leader":null,"promise":"p","nodes":[]}]}\
        """;
    assertThat(table(json))
        .contains("epoch=-  leader=none")
        .endsWith("! no leader: writes and strong reads wait, then answer NOQUORUM");
  }

  @Test
  void aNodeWhoseClockIsOffIsNamed() {
    String json =
        """
        {"schemaVersion":1,"members":[
         {"node":"n1","resp":"127.0.0.1:7001","clockAheadMillis":null},
         {"node":"n2","resp":"127.0.0.1:7002","clockAheadMillis":-61000}],
         "databases":[{"name":"main","index":0,"model":"single-leader",
         "ack":"majority","epoch":null,"leader":"n2","promise":"p","nodes":[]}]}\
        """;
    assertThat(table(json))
        .endsWith(
            "! the clock of n2 is off by -61000 ms: what it leads does not expire, set it right");
  }

  @Test
  void whatIsMissingForWritesAndWhichModeIsWantedIsSaid() {
    String json =
        """
        {"schemaVersion":1,"databases":[{"name":"main","index":0,"model":"single-leader",
         "ack":"majority","epoch":1,"leader":"n1","promise":"p","next":"all","onDegrade":"error",
         "degraded":"n2 silent","nodes":[]}]}\
        """;
    assertThat(table(json))
        .endsWith(
            """
            ! ack=all is wanted, and comes into force when it can be kept
            ! n2 silent: new writes answer NOREPLICAS, reads go on\
            """);
    assertThat(table(json.replace("\"error\"", "\"wait\"")))
        .endsWith("! n2 silent: new writes wait, reads go on");
  }

  @Test
  void whoIsToJoinAndToLeaveIsSaid() {
    String json =
        """
        {"schemaVersion":1,"databases":[{"name":"main","index":0,"model":"single-leader",
         "ack":"majority","epoch":1,"leader":"n1","promise":"p","joining":["n4"],
         "leaving":["n1","n2"],"nodes":[]}]}\
        """;
    assertThat(table(json))
        .endsWith(
            """
            ! n4 joins once it has caught up
            ! n1 leaves once another leads: './chorus leader move main'
            ! n2 leaves as soon as enough others can do without it\
            """);
  }

  @Test
  void aDatabaseThatCountsOnItsLeaderAloneDoesNotSayThatWritesWait() {
    String json =
        """
        {"schemaVersion":1,"databases":[{"name":"main","index":0,"model":"single-leader",
         "ack":"async","epoch":1,"leader":"n1","promise":"p","onDegrade":"async-loud",
         "degraded":"counts writes on the leader alone, all lacks replicas","nodes":[]}]}\
        """;
    assertThat(table(json)).endsWith("! counts writes on the leader alone, all lacks replicas");
  }

  @Test
  void whatAnElectionLeftBehindIsSaidWithItsNodeAndTheNextStep() {
    String json =
        """
        {"schemaVersion":1,"databases":[{"name":"feed","index":1,"model":"single-leader",
         "ack":"async","epoch":null,"leader":null,"promise":"p","diverged":1203,"nodes":[
         {"node":"n1","role":"follower","state":"streaming","diverged":1200},
         {"node":"n2","role":"follower","state":"streaming","diverged":3},
         {"node":"n3","role":"follower","state":"unreachable","diverged":null}]}]}\
        """;
    assertThat(table(json))
        .endsWith(
            """
            ! no leader: writes and strong reads wait, then answer NOQUORUM
            ! 1,203 diverged writes, left behind by an election: 1,200 on n1, 3 on n2; \
            see './chorus diverged list feed'\
            """);
    assertThat(table(json.replace("1200}", "null}").replace("3}", "0}")))
        .contains("left behind by an election: on a silent node; see");
    assertThat(table(json.replace("1203", "0"))).doesNotContain("left behind");
  }

  @Test
  void fieldsOfANewerServerAreSkipped() {
    assertThat(table("{\"schemaVersion\":2,\"moon\":\"full\",\"databases\":[]}"))
        .isEqualTo("no databases yet");
  }
}
