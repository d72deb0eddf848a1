package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `chorus leader failover` and `chorus leader history` against a node that says what it is told.
class LeaderCommandsTest {
  private static final String LOSS = "main: n1 is silent; nothing is known after LSN 51";

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
  void theHistoryTellsWhyWhoFromWhomHowLongAndWhatClientsSaw() {
    node.answers("CHORUS LEADER HISTORY main", Reply.array(death(), switchover(), open()));
    Ran ran = at("leader", "history", "main");
    assertThat(ran.out())
        .isEqualTo(
            """
            epoch 4  2026-01-01T00:00:01.500Z  n1 → n2  served after 1.38 s
              detected   n1 was silent for more than 1000 ms, by n3
              candidates n2 at LSN 204 of epoch 3 (chosen), n3 at LSN 9 of epoch 3 (has lost records); chosen by n3
              phases     detect 1.05 s, choose 0.29 s, begin 0.04 s
              clients    at n2: 16 waited, the longest 1.39 s; 3 may have happened (INDETERMINATE); 0 refused (NOQUORUM)

            epoch 3  2026-01-01T00:00:01.500Z  n2 → n1  served after 0.05 s
              handed-over asked for at n2, by n2
              phases     hand over 0.03 s, begin 0.02 s

            epoch 2  2026-01-01T00:00:01.500Z  nobody → ?  (not decided)
              asked      asked for at n1, by n1
            """);
    assertThat(ran.code()).isZero();
  }

  @Test
  void theHistoryIsThereAsJson() {
    node.answers("CHORUS LEADER HISTORY main", Reply.array(death()));
    assertThat(at("leader", "history", "main", "-o", "json").out())
        .contains("\"schemaVersion\":1")
        .contains("\"cause\":\"detected\"")
        .contains("\"detectMillis\":1050")
        .contains("\"handOverMillis\":null")
        .contains("\"whole\":false")
        .contains("\"indeterminate\":3");
  }

  @Test
  void whereNobodyLedThereIsNoHistory() {
    node.answers("CHORUS LEADER HISTORY main", Reply.array());
    assertThat(at("leader", "history", "main").out()).isEqualTo("nobody has led main yet\n");
  }

  @Test
  void aFailoverSaysWhoLeads() {
    node.answers("CHORUS LEADER FAILOVER main", done(Reply.NULL));
    assertThat(at("leader", "failover", "main").out())
        .isEqualTo("main is led by n2, in epoch 5 (before: n1)\n");
  }

  @Test
  void whatMayBeLostIsSaidBeforeItIsDone() {
    node.answers("CHORUS LEADER FAILOVER main FORCE DRYRUN", planned());
    node.answers("CHORUS LEADER FAILOVER main FORCE", done(Reply.bulk(LOSS)));
    Ran ran = at("leader", "failover", "main", "--force");
    assertThat(ran.err()).isEqualTo("about to force a leader: " + LOSS + "\n");
    assertThat(ran.out()).isEqualTo("main is led by n2, in epoch 5 (before: n1)\n" + LOSS + "\n");
    assertThat(node.asked())
        .containsExactly(
            "CHORUS LEADER FAILOVER main FORCE DRYRUN", "CHORUS LEADER FAILOVER main FORCE");
  }

  @Test
  void aRefusedFailoverExitsWithFive() {
    node.answers("CHORUS LEADER FAILOVER main", Reply.error("REFUSED", LOSS + " | FORCE"));
    Ran ran = at("leader", "failover", "main");
    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains(LOSS);
  }

  @Test
  void aDryRunOnlyAsks() {
    node.answers("CHORUS LEADER FAILOVER main FORCE DRYRUN", planned());
    assertThat(at("leader", "failover", "main", "--force", "--dry-run").out())
        .isEqualTo(
            "main would presumably be led by n2, whose log ends at LSN 51 (before: n1)\n"
                + LOSS
                + "\n");
  }

  private Ran at(String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--at";
    all[words.length + 1] = node.address().toString();
    return Ran.chorus(all);
  }

  private static Reply done(Reply loss) {
    return Reply.map(
        Reply.entry("database", Reply.bulk("main")),
        Reply.entry("from", Reply.bulk("n1")),
        Reply.entry("to", Reply.bulk("n2")),
        Reply.entry("epoch", Reply.integer(5)),
        Reply.entry("loss", loss));
  }

  private static Reply planned() {
    return Reply.map(
        Reply.entry("database", Reply.bulk("main")),
        Reply.entry("from", Reply.bulk("n1")),
        Reply.entry("to", Reply.bulk("n2")),
        Reply.entry("lsn", Reply.integer(51)),
        Reply.entry("loss", Reply.bulk(LOSS)));
  }

  private static Reply death() {
    return change(
        4,
        Reply.bulk("n1"),
        Reply.bulk("n2"),
        "detected",
        "silent for more than 1000 ms",
        "n3",
        Reply.bulk("n3"),
        new Reply[] {Reply.integer(1050), Reply.integer(290), Reply.NULL, Reply.integer(40)},
        Reply.array(candidate("n2", 204, 1), candidate("n3", 9, 0)),
        Reply.array(
            Reply.map(
                Reply.entry("node", Reply.bulk("n2")),
                Reply.entry("waited", Reply.integer(16)),
                Reply.entry("longestMillis", Reply.integer(1390)),
                Reply.entry("indeterminate", Reply.integer(3)),
                Reply.entry("refused", Reply.integer(0)))));
  }

  private static Reply switchover() {
    return change(
        3,
        Reply.bulk("n2"),
        Reply.bulk("n1"),
        "handed-over",
        "asked for at n2",
        "n2",
        Reply.NULL,
        new Reply[] {Reply.NULL, Reply.NULL, Reply.integer(30), Reply.integer(20)},
        Reply.EMPTY_ARRAY,
        Reply.EMPTY_ARRAY);
  }

  private static Reply open() {
    return change(
        2,
        Reply.NULL,
        Reply.NULL,
        "asked",
        "asked for at n1",
        "n1",
        Reply.NULL,
        new Reply[] {Reply.NULL, Reply.NULL, Reply.NULL, Reply.NULL},
        Reply.EMPTY_ARRAY,
        Reply.EMPTY_ARRAY);
  }

  private static Reply change(
      long epoch,
      Reply before,
      Reply leader,
      String cause,
      String evidence,
      String by,
      Reply chosenBy,
      Reply[] millis,
      Reply candidates,
      Reply clients) {
    return Reply.map(
        Reply.entry("epoch", Reply.integer(epoch)),
        Reply.entry("before", before),
        Reply.entry("leader", leader),
        Reply.entry("cause", Reply.bulk(cause)),
        Reply.entry("evidence", Reply.bulk(evidence)),
        Reply.entry("at", Reply.integer(1_767_225_601_500L)),
        Reply.entry("by", Reply.bulk(by)),
        Reply.entry("chosenBy", chosenBy),
        Reply.entry("detectMillis", millis[0]),
        Reply.entry("chooseMillis", millis[1]),
        Reply.entry("handOverMillis", millis[2]),
        Reply.entry("beginMillis", millis[3]),
        Reply.entry("candidates", candidates),
        Reply.entry("clients", clients));
  }

  private static Reply candidate(String node, long lsn, long whole) {
    return Reply.map(
        Reply.entry("node", Reply.bulk(node)),
        Reply.entry("epoch", Reply.integer(3)),
        Reply.entry("lsn", Reply.integer(lsn)),
        Reply.entry("whole", Reply.integer(whole)));
  }
}
