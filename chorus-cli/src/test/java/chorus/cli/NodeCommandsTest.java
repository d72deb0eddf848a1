package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `chorus node` against a node that says what it is told.
class NodeCommandsTest {
  private final FakeNode node = newNode();

  private static FakeNode newNode() {
    try {
      return new FakeNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void tearDown() throws IOException {
    node.close();
  }

  @Test
  void theNodesAreListedWithTheirPartInTheControlPlane() {
    node.answers(
        "CHORUS NODE LIST",
        Reply.array(
            member("n1", "up", "voter", "main,feed"), member("n4", "unreachable", "listener", "")));
    Ran ran = at("node", "list");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            NODE  STATE        CONTROL   RESP            DATABASES
            n1    up           voter     127.0.0.1:7001  main, feed
            n4    unreachable  listener  127.0.0.1:7001  -
            """);
  }

  @Test
  void theListIsThereAsJson() {
    node.answers("CHORUS NODE LIST", Reply.array(member("n1", "up", "voter", "main,feed")));
    assertThat(at("node", "list", "-o", "json").out())
        .contains("\"schemaVersion\":1")
        .contains("\"control\":\"voter\"")
        .contains("\"incarnation\":1")
        .contains("\"databases\":[\"main\",\"feed\"]");
  }

  @Test
  void aNodeIsRemoved() {
    node.answers("CHORUS NODE REMOVE n4", Reply.OK);
    assertThat(at("node", "remove", "n4").code()).isZero();
  }

  @Test
  void aNodeThatIsNeededIsNotRemovedAndAnUnknownOneIsNotFound() {
    node.answers(
        "CHORUS NODE REMOVE n1", Reply.error("REFUSED", "n1 holds main, nothing was changed"));
    node.answers("CHORUS NODE REMOVE n9", Reply.error("ERR", "no node 'n9' | members are [n1]"));
    Ran needed = at("node", "remove", "n1");
    assertThat(needed.code()).isEqualTo(5);
    assertThat(needed.err()).contains("n1 holds main");
    assertThat(at("node", "remove", "n9").code()).isEqualTo(3);
  }

  @Test
  void aNodeThatHoldsNothingIsReplacedByRemovingIt() {
    node.answers(
        "CHORUS STATUS",
        Reply.bulk(
            """
            {"schemaVersion":1,"members":[{"node":"n1","resp":"127.0.0.1:7001"},
            {"node":"n4","resp":"127.0.0.1:7004"}],"databases":[]}\
            """));
    node.answers("CHORUS NODE REMOVE n1", Reply.OK);
    assertThat(at("node", "replace", "n1", "n4").code()).isZero();
    assertThat(node.asked()).contains("CHORUS NODE REMOVE n1");
  }

  @Test
  void onlyMembersTakeAPlaceAndNotTheirOwn() {
    node.answers(
        "CHORUS STATUS",
        Reply.bulk(
            """
            {"schemaVersion":1,"members":[{"node":"n1","resp":"127.0.0.1:7001"}],"databases":[]}\
            """));
    assertThat(at("node", "replace", "n1", "n4").code()).isEqualTo(3);
    assertThat(at("node", "replace", "n1", "n1").code()).isEqualTo(2);
    assertThat(node.asked()).doesNotContain("CHORUS NODE REMOVE n1");
  }

  private static Reply member(String name, String state, String control, String databases) {
    return Reply.map(
        Reply.entry("node", Reply.bulk(name)),
        Reply.entry("state", Reply.bulk(state)),
        Reply.entry("control", Reply.bulk(control)),
        Reply.entry("incarnation", Reply.integer(1)),
        Reply.entry("starts", Reply.integer(2)),
        Reply.entry("resp", Reply.bulk("127.0.0.1:7001")),
        Reply.entry("databases", Reply.bulk(databases)));
  }

  private Ran at(String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--at";
    all[words.length + 1] = node.address().toString();
    return Ran.chorus(all);
  }
}
