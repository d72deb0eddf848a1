package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `chorus diverged` against two nodes that say what they are told; n3 is a witness.
class DivergedCommandsTest {
  private static final String PAGE = "CHORUS DIVERGED LIST main COUNT 1000";
  private static final String DIED = "! n2 of main could not be asked: ";

  private final FakeNode node = newNode();
  private final FakeNode second = newNode();
  @TempDir private Path directory = Path.of("");

  private static FakeNode newNode() {
    try {
      return new FakeNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void setUp() {
    node.answers("CHORUS STATUS", Reply.bulk(status()));
    node.answers(
        "CHORUS DIVERGED LIST main COUNT 100", page("n1", 2, Reply.NULL, listed(7), flush(8)));
    second.answers("CHORUS DIVERGED LIST main COUNT 100", page("n2", 0, Reply.NULL));
    node.answers(PAGE, page("n1", 2, Reply.NULL, listed(7), flush(8)));
    second.answers(PAGE, page("n2", 0, Reply.NULL));
  }

  @AfterEach
  void tearDown() throws IOException {
    node.close();
    second.close();
  }

  @Test
  void theListNamesEachWriteWithItsNode() {
    Ran ran = at("diverged", "list", "main");
    assertThat(ran.out())
        .isEqualTo(
            """
            main: diverged writes, 2 on n1
            ID      AT                    BY  KEYS
            n1:3/7  1970-01-01T00:00:01Z   4  "k7"
            n1:3/8  1970-01-01T00:00:01Z   4  "a" "b" and 5 more  emptied the database, under CHORUS ONCE
            """);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
  }

  @Test
  void aListThatIsCutSaysSo() {
    node.answers(
        "CHORUS DIVERGED LIST main COUNT 1", page("n1", 2000, Reply.bulk("3/7"), listed(7)));
    second.answers("CHORUS DIVERGED LIST main COUNT 1", page("n2", 3, Reply.NULL));
    assertThat(at("diverged", "list", "main", "--count", "1").out())
        .startsWith("main: diverged writes, 2,000 on n1, 3 on n2\n")
        .endsWith("and 2,002 more\n");
  }

  @Test
  void whereThereAreNoneTheListSaysSo() {
    node.answers("CHORUS DIVERGED LIST main COUNT 100", page("n1", 0, Reply.NULL));
    assertThat(at("diverged", "list").out()).isEqualTo("main: no diverged writes\n");
  }

  @Test
  void aNodeThatDoesNotAnswerIsNamed() throws IOException {
    second.close();
    Ran ran = at("diverged", "list");
    assertThat(ran.out()).contains("n1:3/7");
    assertThat(ran.err()).startsWith(DIED);
    assertThat(ran.code()).isEqualTo(4);
  }

  @Test
  void aDamagedFileIsNamed() {
    second.answers(
        "CHORUS DIVERGED LIST main COUNT 100", page("n2", 5, Reply.NULL, List.of("it is damaged")));
    Ran ran = at("diverged", "list");
    assertThat(ran.err()).isEqualTo(DIED + "it is damaged\n");
    assertThat(ran.code()).isEqualTo(4);
  }

  @Test
  void theListIsThereAsJson() throws IOException {
    second.close();
    assertThat(at("diverged", "list", "-o", "json").out())
        .contains("\"schemaVersion\":1", "\"totals\":{\"n1\":2}", "\"id\":\"n1:3/7\"")
        .contains("\"at\":\"1970-01-01T00:00:01Z\"", "\"keys\":[\"a\",\"b\"]", "\"keyCount\":7")
        .contains("\"flush\":true", "\"unheard\":[{\"node\":\"n2\",\"why\":");
  }

  @Test
  void aWriteIsShownWithWhatItChanged() {
    node.answers("CHORUS DIVERGED SHOW main 3/7", Reply.array(shown(7)));
    Ran ran = at("diverged", "show", "main", "n1:3/7");
    assertThat(ran.out())
        .isEqualTo(
            """
            n1:3/7  1970-01-01T00:00:01Z  left behind by epoch 4
              "k7": nothing → "v\\"\\n" until 1970-01-01T00:00:03Z
              "\\xff\\x41": hash of 2 → hash of 3
                "f": nothing → "1"
                "g": "2" → nothing
            """
                .replace("\\x41", "A"));
    assertThat(ran.code()).isZero();
  }

  @Test
  void whatIsNotTextIsShownAsJsonInBase64() {
    node.answers("CHORUS DIVERGED SHOW main 3/7", Reply.array(shown(7)));
    assertThat(at("diverged", "show", "main", "n1:3/7", "-o", "json").out())
        .startsWith("{\"schemaVersion\":1,\"database\":\"main\",\"writes\":[")
        .contains("\"key\":{\"base64\":\"/0E=\"}")
        .contains("\"after\":{\"type\":\"string\",\"value\":\"v\\\"\\n\",\"expires\":")
        .contains("{\"element\":\"g\",\"before\":\"2\",\"after\":null}");
  }

  @Test
  void aWriteThatIsNotThereIsNotFound() {
    node.answers("CHORUS DIVERGED SHOW main 3/9", Reply.array());
    assertThat(at("diverged", "show", "main", "n1:3/9").code()).isEqualTo(3);
    assertThat(at("diverged", "show", "main", "n3:3/9").code()).isEqualTo(3);
    assertThat(at("diverged", "show", "none", "n1:3/9").code()).isEqualTo(3);
    assertThat(at("diverged", "show", "main", "3/9").code()).isEqualTo(2);
  }

  @Test
  void allIsAppliedNodeByNodeUntilNoneSaysNext() {
    node.answers("CHORUS DIVERGED APPLY main ALL AFTER 0/0", applied(5, 1, 1, Reply.bulk("3/8")));
    node.answers("CHORUS DIVERGED APPLY main ALL AFTER 3/8", applied(2, 0, 0, Reply.NULL));
    second.answers("CHORUS DIVERGED APPLY main ALL AFTER 0/0", applied(0, 3, 0, Reply.NULL));
    Ran ran = at("diverged", "apply", "main", "ALL");
    assertThat(ran.out())
        .isEqualTo(
            """
            NODE  APPLIED  ALREADY  LEFT
            n1          7        1     0
            n2          0        3     0
            """);
    assertThat(ran.code()).isZero();
  }

  @Test
  void conflictsAndFlushesAreNamed() {
    node.answers(
        "CHORUS DIVERGED APPLY main 3/7 3/8 3/9",
        applied(
            0,
            0,
            2,
            Reply.NULL,
            Reply.array(
                Reply.map(
                    Reply.entry("id", Reply.bulk("3/7")), Reply.entry("key", Reply.bulk("k")))),
            Reply.array(Reply.bulk("3/8")),
            Reply.array(Reply.bulk("3/9")),
            Reply.NULL));
    Ran ran = at("diverged", "apply", "main", "n1:3/7", "n1:3/8", "n1:3/9");
    assertThat(ran.out())
        .endsWith(
            """
            ! n1:3/7 conflicts: "k" holds something else
            ! n1:3/8 emptied the database: not done again
            ! n1:3/9 is not there
            """);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(second.asked()).isEmpty();
  }

  @Test
  void overwritingIsPassedOn() {
    node.answers("CHORUS DIVERGED APPLY main 3/7 OVERWRITE", applied(1, 0, 0, Reply.NULL));
    assertThat(at("diverged", "apply", "main", "n1:3/7", "--overwrite").code()).isZero();
  }

  @Test
  void anErrorOfTheLeaderStopsAllAndIsSaid() {
    node.answers(
        "CHORUS DIVERGED APPLY main ALL AFTER 0/0",
        applied(
            1,
            0,
            1,
            Reply.NULL,
            Reply.array(),
            Reply.array(),
            Reply.array(),
            Reply.bulk("INDETERMINATE may have happened")));
    Ran ran = at("diverged", "apply", "main", "all");
    assertThat(ran.out()).endsWith("! stopped at n1: INDETERMINATE may have happened\n");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(second.asked()).isEmpty();
  }

  @Test
  void anExportHoldsEveryWriteOnALine() throws IOException {
    node.answers(PAGE, page("n1", 3, Reply.bulk("3/8"), listed(7), listed(8)));
    node.answers(PAGE + " AFTER 3/8", page("n1", 3, Reply.NULL, listed(9)));
    node.answers("CHORUS DIVERGED SHOW main 3/7 3/8", Reply.array(shown(7)));
    node.answers("CHORUS DIVERGED SHOW main 3/8", Reply.array(shown(8)));
    node.answers("CHORUS DIVERGED SHOW main 3/9", Reply.array(shown(9)));
    Path file = directory.resolve("left.jsonl");
    Ran ran = at("diverged", "export", "main", file.toString());
    assertThat(ran.out()).isEqualTo("3 diverged writes of main are in " + file + "\n");
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"id\":\"n1:3/") && line.endsWith("}"));
    assertThat(ran.code()).isZero();
  }

  @Test
  void anExportOverwritesNothing() throws IOException {
    Path file = directory.resolve("left.jsonl");
    Files.writeString(file, "mine");
    Ran ran = at("diverged", "export", "main", file.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(file).hasContent("mine");
  }

  @Test
  void anExportWithoutANodeIsNotComplete() throws IOException {
    second.close();
    node.answers("CHORUS DIVERGED SHOW main 3/7 3/8", Reply.array(shown(7), shown(8)));
    Ran ran = at("diverged", "export", "main", directory.resolve("some.jsonl").toString());
    assertThat(ran.err()).startsWith(DIED);
    assertThat(ran.code()).isEqualTo(4);
  }

  @Test
  void nothingIsDiscardedUnlessTheNameIsTyped() {
    for (String typed : List.of("", "yes\n", "mai\n")) {
      Ran ran = typing(typed, "diverged", "discard", "main", "ALL");
      assertThat(ran.err()).contains("for good: 2 on n1\ntype main to go on: ");
      assertThat(ran.code()).isEqualTo(5);
    }
    assertThat(node.asked()).noneMatch(words -> words.contains("DISCARD"));
  }

  @Test
  void whatWasCountedIsDiscardedAndNothingElse() {
    node.answers("CHORUS DIVERGED DISCARD main 3/7 3/8", discarded(2));
    Ran ran = typing("main\n", "diverged", "discard", "main", "ALL");
    assertThat(ran.out()).isEqualTo("2 diverged writes of main are deleted\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void whoSaysYesIsNotAsked() {
    node.answers("CHORUS DIVERGED DISCARD main 3/7", discarded(0, "3/7"));
    Ran ran = at("diverged", "discard", "main", "n1:3/7", "--yes");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo("0 diverged writes of main are deleted\n! n1:3/7 is not there\n");
    assertThat(ran.code()).isEqualTo(3);
  }

  @Test
  void manyAreDiscardedInPieces() {
    String[] ids =
        IntStream.rangeClosed(1, 1001).mapToObj(each -> "3/" + each).toArray(String[]::new);
    Reply[] writes =
        IntStream.rangeClosed(1, 1001).mapToObj(DivergedCommandsTest::listed).toArray(Reply[]::new);
    node.answers(PAGE, page("n1", 1001, Reply.NULL, writes));
    node.answers(
        "CHORUS DIVERGED DISCARD main " + String.join(" ", List.of(ids).subList(0, 1000)),
        discarded(1000));
    node.answers("CHORUS DIVERGED DISCARD main 3/1001", discarded(1));
    assertThat(at("diverged", "discard", "main", "ALL", "--yes").out())
        .isEqualTo("1,001 diverged writes of main are deleted\n");
  }

  private Ran at(String... words) {
    return typing("", words);
  }

  private Ran typing(String input, String... words) {
    return Ran.typing(
        input,
        Stream.concat(Stream.of(words), Stream.of("--at", node.address().toString()))
            .toArray(String[]::new));
  }

  private String status() {
    return """
    {"schemaVersion":1,
     "members":[{"node":"n1","resp":"%s"},{"node":"n2","resp":"%s"}],
     "databases":[{"name":"main","index":0,"model":"single-leader","ack":"async",
       "epoch":4,"leader":"n2","promise":"main: safe","nodes":[
       {"node":"n1","role":"follower","state":"streaming"},
       {"node":"n2","role":"leader","state":"leading"},
       {"node":"n3","role":"witness","state":"streaming"}]}]}\
    """
        .formatted(node.address(), second.address());
  }

  private static Reply page(String id, long total, Reply next, Reply... writes) {
    return page(id, total, next, List.of(), writes);
  }

  private static Reply page(
      String id, long total, Reply next, List<String> problems, Reply... writes) {
    return Reply.array(
        Reply.map(
            Reply.entry("database", Reply.bulk("main")),
            Reply.entry("node", Reply.bulk(id)),
            Reply.entry("total", Reply.integer(total)),
            Reply.entry("writes", Reply.array(writes)),
            Reply.entry("next", next),
            Reply.entry("problems", Reply.array(problems.stream().map(Reply::bulk).toList()))));
  }

  private static Reply listed(long lsn) {
    return listed(lsn, 0, 1, Reply.array(Reply.bulk("k" + lsn)));
  }

  private static Reply flush(long lsn) {
    return listed(lsn, 1, 7, Reply.array(Reply.bulk("a"), Reply.bulk("b")));
  }

  private static Reply listed(long lsn, long isSpecial, long count, Reply keys) {
    List<Reply.Entry> fields = head(lsn, isSpecial);
    fields.add(Reply.entry("keyCount", Reply.integer(count)));
    fields.add(Reply.entry("keys", keys));
    return new Reply.MapReply(fields);
  }

  private static List<Reply.Entry> head(long lsn, long isSpecial) {
    return new ArrayList<>(
        List.of(
            Reply.entry("id", Reply.bulk("3/" + lsn)),
            Reply.entry("atMillis", Reply.integer(1000)),
            Reply.entry("by", Reply.integer(4)),
            Reply.entry("savedMillis", Reply.integer(2000)),
            Reply.entry("once", Reply.integer(isSpecial)),
            Reply.entry("flush", Reply.integer(isSpecial))));
  }

  private static Reply shown(long lsn) {
    Reply text =
        Reply.map(
            Reply.entry("type", Reply.bulk("string")),
            Reply.entry("value", Reply.bulk("v\"\n")),
            Reply.entry("expiresMillis", Reply.integer(3000)));
    Reply none = Reply.map(Reply.entry("type", Reply.bulk("none")));
    List<Reply.Entry> fields = head(lsn, 0);
    fields.add(
        Reply.entry(
            "keys",
            Reply.array(
                change(Bytes.utf8("k" + lsn), none, text),
                change(
                    Bytes.of(new byte[] {-1, 'A'}),
                    hash(2),
                    hash(3),
                    element("f", Reply.NULL, Reply.bulk("1")),
                    element("g", Reply.bulk("2"), Reply.NULL)))));
    return new Reply.MapReply(fields);
  }

  private static Reply hash(long count) {
    return Reply.map(
        Reply.entry("type", Reply.bulk("hash")),
        Reply.entry("count", Reply.integer(count)),
        Reply.entry("expiresMillis", Reply.integer(-1)));
  }

  private static Reply change(Bytes key, Reply before, Reply after, Reply... elements) {
    return Reply.map(
        Reply.entry("key", Reply.bulk(key)),
        Reply.entry("before", before),
        Reply.entry("after", after),
        Reply.entry("elements", Reply.array(elements)));
  }

  private static Reply element(String name, Reply before, Reply after) {
    return Reply.map(
        Reply.entry("element", Reply.bulk(name)),
        Reply.entry("before", before),
        Reply.entry("after", after));
  }

  private static Reply applied(long applied, long already, long left, Reply next) {
    return applied(
        applied, already, left, next, Reply.array(), Reply.array(), Reply.array(), Reply.NULL);
  }

  private static Reply applied(
      long applied,
      long already,
      long left,
      Reply next,
      Reply conflicts,
      Reply flushes,
      Reply missing,
      Reply stopped) {
    return Reply.map(
        Reply.entry("applied", Reply.integer(applied)),
        Reply.entry("already", Reply.integer(already)),
        Reply.entry("conflicts", conflicts),
        Reply.entry("flushes", flushes),
        Reply.entry("missing", missing),
        Reply.entry("problems", Reply.array()),
        Reply.entry("stopped", stopped),
        Reply.entry("next", next),
        Reply.entry("left", Reply.integer(left)));
  }

  private static Reply discarded(long writes, String... missing) {
    return Reply.map(
        Reply.entry("discarded", Reply.integer(writes)),
        Reply.entry("missing", Reply.array(Stream.of(missing).map(Reply::bulk).toList())),
        Reply.entry("left", Reply.integer(0)));
  }
}
