package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientCommandsTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "ffffffffffffffffffffffffffffffff";
  private static final Reply UNTIL = Reply.integer(1_790_000_000_000L);

  private FakeNode node = newNode();
  private FakeNode second = newNode();

  private static FakeNode newNode() {
    try {
      return new FakeNode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void setUp() {
    node.answers("CHORUS STATUS", Reply.bulk(statusOf("n1", "n2")));
  }

  @AfterEach
  void tearDown() throws IOException {
    node.close();
    second.close();
  }

  private Ran at(String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--at";
    all[words.length + 1] = node.address().toString();
    return Ran.chorus(all);
  }

  private String statusOf(String... nodes) {
    StringBuilder rows = new StringBuilder();
    for (String each : nodes) {
      rows.append(rows.isEmpty() ? "" : ",")
          .append("{\"node\":\"" + each + "\",\"role\":\"follower\",\"state\":\"streaming\"}");
    }
    return """
    {"schemaVersion":1,
     "members":[{"node":"n1","resp":"%s"},{"node":"n2","resp":"%s"}],
     "databases":[{"name":"main","index":0,"model":"single-leader","ack":"majority",
       "epoch":3,"leader":"n1","promise":"main: safe","nodes":[%s]}]}\
    """
        .formatted(node.address(), second.address(), rows);
  }

  private static Reply check(String id, long applied, String hash, String recomputed) {
    return check(id, applied, hash, recomputed, Reply.EMPTY_ARRAY);
  }

  private static Reply check(
      String id, long applied, String hash, String recomputed, Reply repaired) {
    return Reply.map(
        Reply.entry("node", Reply.bulk(id)),
        Reply.entry("applied", Reply.integer(applied)),
        Reply.entry("hash", Reply.bulk(hash)),
        Reply.entry("recomputed", Reply.bulk(recomputed)),
        Reply.entry("keys", Reply.integer(5)),
        Reply.entry("problems", Reply.EMPTY_ARRAY),
        Reply.entry("repaired", repaired),
        Reply.entry("beats", Reply.array(Reply.array(Reply.integer(10), Reply.bulk(HASH)))));
  }

  private static Reply database(String name, int index) {
    return database(name, index, Reply.EMPTY_ARRAY, Reply.EMPTY_ARRAY, Reply.NULL);
  }

  private static Reply dropped(String name, int index) {
    return database(name, index, Reply.EMPTY_ARRAY, Reply.EMPTY_ARRAY, UNTIL);
  }

  private static Reply database(
      String name, int index, Reply joining, Reply leaving, Reply droppedUntil) {
    return Reply.map(
        Reply.entry("name", Reply.bulk(name)),
        Reply.entry("index", Reply.integer(index)),
        Reply.entry("model", Reply.bulk("single-leader")),
        Reply.entry("ack", Reply.bulk("majority")),
        Reply.entry("next", Reply.bulk("")),
        Reply.entry("fsync", Reply.bulk("always")),
        Reply.entry("on-degrade", Reply.bulk("error")),
        Reply.entry("engine", Reply.bulk("memory")),
        Reply.entry("failover", Reply.bulk("manual")),
        Reply.entry("on-follower", Reply.bulk("moved")),
        Reply.entry("replicas", Reply.array(Reply.bulk("n1"), Reply.bulk("n2"))),
        Reply.entry("witnesses", Reply.EMPTY_ARRAY),
        Reply.entry("synchronous", Reply.EMPTY_ARRAY),
        Reply.entry("joining", joining),
        Reply.entry("leaving", leaving),
        Reply.entry("dropped-until", droppedUntil));
  }

  @Test
  void aDatabaseIsMovedByTheNamesOfItsNodes() {
    Reply joining = Reply.array(Reply.bulk("n4"));
    Reply leaving = Reply.array(Reply.bulk("n2"));
    Reply moving = database("main", 0, joining, leaving, Reply.NULL);
    node.answers("CHORUS DB REPLICAS main ADD n4 REMOVE n2", moving);
    Ran ran = at("db", "move", "main", "--add", "n4", "--remove", "n2");
    assertThat(ran.out()).contains("n1,n2 (+n4 -n2)");
    assertThat(ran.code()).isZero();
  }

  @Test
  void theNumberOfReplicasIsASettingLikeOthers() {
    node.answers("CHORUS DB ALTER main REPLICAS 5", database("main", 0));
    assertThat(at("db", "alter", "main", "--replicas", "5").code()).isZero();
  }

  @Test
  void statusJsonIsWhatTheNodeSent() {
    Ran ran = at("status", "-o", "json");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(statusOf("n1", "n2") + "\n");
  }

  @Test
  void statusTableShowsEachNode() {
    assertThat(at("status").out()).contains("main  index=0").contains("\nn1 ").contains("\nn2 ");
  }

  @Test
  void unreachableNodeFailsWithAHint() throws IOException {
    node.close();
    Ran ran = at("status");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("connection refused").contains("hint: start one with");
  }

  @Test
  void verifyAcceptsNodesThatAgreeAtACommonPosition() {
    node.answers("CHORUS VERIFY main", check("n1", 12, OTHER, OTHER));
    second.answers("CHORUS VERIFY main", check("n2", 11, HASH, HASH));
    Ran ran = at("verify");
    assertThat(ran.out()).startsWith("main: equal on all nodes at LSN 10\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void verifySaysWhatWasRepairedAndThatAllIsWellNow() {
    Reply repaired = Reply.array(Reply.bulk("log segment 1: record 7"));
    node.answers("CHORUS VERIFY main", check("n1", 12, HASH, HASH, repaired));
    second.answers("CHORUS VERIFY main", check("n2", 12, HASH, HASH));
    Ran ran = at("verify");
    assertThat(ran.out()).contains("\n+ n1 repaired log segment 1: record 7");
    assertThat(ran.code()).isZero();
  }

  @Test
  void verifyFailsWhenHashesDifferAtOnePosition() {
    node.answers("CHORUS VERIFY main", check("n1", 12, HASH, HASH));
    second.answers("CHORUS VERIFY main", check("n2", 12, OTHER, OTHER));
    Ran ran = at("verify", "main");
    assertThat(ran.out()).startsWith("main: DIFFERENT at LSN 12\n").contains("differs");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void verifyFailsWhenStoredRowsDisagreeWithTheirHash() {
    node.answers("CHORUS VERIFY main", check("n1", 12, HASH, HASH));
    second.answers("CHORUS VERIFY main", check("n2", 12, HASH, OTHER));
    Ran ran = at("verify", "0");
    assertThat(ran.out()).contains("DISAGREE").contains("damaged");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void verifyWithAnAbsentNodeIsNeverEqual() throws IOException {
    node.answers("CHORUS VERIFY main", check("n1", 12, HASH, HASH));
    second.close();
    Ran ran = at("verify", "-o", "json");
    assertThat(ran.out()).contains("\"verdict\":\"unfinished\"").contains("\"absent\":[\"n2\"]");
    assertThat(ran.code()).isEqualTo(4);
  }

  @Test
  void verifyOfAnUnknownDatabaseIsNotFound() {
    assertThat(at("verify", "orders").code()).isEqualTo(3);
  }

  @Test
  void dbCreateSendsOnlyWhatWasAskedFor() {
    node.answers("CHORUS DB CREATE orders INDEX 4 ENGINE memory", database("orders", 4));
    Ran ran = at("db", "create", "orders", "--engine", "memory", "--index", "4");
    assertThat(ran.out())
        .isEqualTo(
            """
            NAME    INDEX  MODEL          ACK       FSYNC   ON-DEGRADE  ENGINE  FAILOVER  ON-FOLLOWER  REPLICAS  WITNESSES
            orders      4  single-leader  majority  always  error       memory  manual    moved        n1,n2     -
            """);
    assertThat(ran.code()).isZero();
  }

  @Test
  void dbAlterShowsTheDatabaseAsItIsNow() {
    node.answers("CHORUS DB ALTER orders FAILOVER manual ON-FOLLOWER moved", database("orders", 4));
    assertThat(at("db", "alter", "orders", "--on-follower", "moved", "--failover", "manual").out())
        .contains("orders      4  single-leader  majority  always  error       memory  manual");
  }

  @Test
  void dbCreateWithAnOpenOutcomeExitsWithFour() {
    node.answers("CHORUS DB CREATE orders", Reply.error("INDETERMINATE", "may exist | ask again"));
    Ran ran = at("db", "create", "orders");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).startsWith("chorus db create: INDETERMINATE may exist");
  }

  @Test
  void dbListWritesAllAsJson() {
    node.answers("CHORUS DB LIST", Reply.array(database("main", 0), database("feed", 1)));
    Ran ran = at("db", "list", "-o", "json");
    assertThat(ran.out())
        .startsWith("{\"schemaVersion\":1,\"databases\":[{\"name\":\"main\",\"index\":0,")
        .contains("\"replicas\":[\"n1\",\"n2\"]");
  }

  private Ran dropping(String typed, String... more) {
    node.answers("CHORUS DB SHOW 3", database("orders", 3));
    node.answers("CHORUS DB DROP orders", dropped("orders", 3));
    List<String> words = new ArrayList<>(List.of("db", "drop", "3"));
    words.addAll(List.of(more));
    words.addAll(List.of("--at", node.address().toString()));
    return Ran.typing(typed, words.toArray(String[]::new));
  }

  private boolean hasDropped() {
    return node.asked().contains("CHORUS DB DROP orders");
  }

  @Test
  void whoDropsADatabaseTypesItsNameAgain() {
    Ran ran = dropping("orders\n");
    assertThat(ran.err()).contains("about to drop orders (index 3)");
    assertThat(ran.out())
        .isEqualTo(
            "! orders is dropped, and gone for good after 2026-09-21T14:13:20Z;"
                + " 'chorus db undrop orders' brings it back\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void anotherNameDropsNothing() {
    assertThat(dropping("order\n").code()).isEqualTo(5);
    assertThat(dropping("", "--yes-drop", "3").code()).isEqualTo(5);
    assertThat(hasDropped()).isFalse();
  }

  @Test
  void withoutAnybodyToAskAScriptSaysTheName() {
    Ran ran = dropping("");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--yes-drop orders");
    assertThat(hasDropped()).isFalse();
    assertThat(dropping("", "--yes-drop", "orders").code()).isZero();
    assertThat(hasDropped()).isTrue();
  }

  @Test
  void aDroppedDatabaseSaysSoInTheList() {
    node.answers("CHORUS DB LIST", Reply.array(database("main", 0), dropped("feed", 1)));
    assertThat(at("db", "list").out())
        .contains("! feed is dropped, and gone for good after 2026-09-21T14:13:20Z")
        .doesNotContain("! main");
    node.answers("CHORUS DB UNDROP feed", database("feed", 1));
    assertThat(at("db", "undrop", "feed").out()).contains("feed").doesNotContain("dropped");
  }

  @Test
  void dbShowOfAnUnknownDatabaseIsNotFound() {
    node.answers(
        "CHORUS DB SHOW orders", Reply.error("ERR", "no database 'orders' | CHORUS DB LIST"));
    assertThat(at("db", "show", "orders").code()).isEqualTo(3);
  }
}
