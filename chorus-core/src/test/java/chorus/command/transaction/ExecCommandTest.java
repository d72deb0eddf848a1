package chorus.command.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.command.MapView;
import chorus.command.Outcome;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.RowKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a leader does with a whole transaction. [MapView] leads epoch 1.
final class ExecCommandTest {
  private static final Epoch EPOCH = new Epoch(1);

  private final MapView database = new MapView();

  @Test
  void eachCommandSeesWhatThoseBeforeItDidAndAllIsOneRecord() {
    Reply reply =
        exec("SET k 1", "INCR k", "GET k", "HSET h f v", "HSET h g w", "HLEN h", "DEL k", "GET k");
    assertThat(reply)
        .isEqualTo(
            Reply.array(
                Reply.OK,
                Reply.integer(2),
                Reply.bulk("2"),
                Reply.ONE,
                Reply.ONE,
                Reply.integer(2),
                Reply.ONE,
                Reply.NULL));
    assertThat(database.log()).hasSize(1);
    assertThat(database.run("HGETALL h")).isInstanceOf(Reply.MapReply.class);
    assertThat(database.run("EXISTS k")).isEqualTo(Reply.ZERO);
  }

  @Test
  void scansSeeThemToo() {
    database.run("HSET h a 1 b 2");
    assertThat(exec("HDEL h a", "HSET h c 3", "HKEYS h", "SET k v", "KEYS *", "DBSIZE"))
        .extracting(reply -> ((Reply.Array) reply).elements())
        .satisfies(replies -> {
          assertThat(replies.get(2).toString()).contains("b", "c").doesNotContain("a]");
          assertThat(((Reply.Array) replies.get(4)).elements()).hasSize(2);
          assertThat(replies.get(5)).isEqualTo(Reply.integer(2));
        });
  }

  @Test
  void anErrorOfOneCommandUndoesNothing() {
    assertThat(exec("SET k text", "INCR k", "SET l v"))
        .isEqualTo(
            Reply.array(
                Reply.OK, Reply.error("ERR", "value is not an integer or out of range"), Reply.OK));
    assertThat(database.run("MGET k l"))
        .isEqualTo(Reply.array(Reply.bulk("text"), Reply.bulk("v")));
  }

  @Test
  void readsAloneMakeNoRecord() {
    database.run("SET k v");
    List<Bytes> words = words(Watched.nothing(), "GET k", "GET none");
    assertThat(database.decide(words)).isInstanceOf(Outcome.Answer.class);
  }

  /// Two collections of one record must not share their elements.
  @Test
  void collectionsOfOneTransactionAreKeptApart() {
    exec("HSET a f 1", "HSET b f 2", "DEL a", "HSET a g 3", "SADD s f");
    assertThat(database.run("HGET a f")).isEqualTo(Reply.NULL);
    assertThat(database.run("HGET a g")).isEqualTo(Reply.bulk("3"));
    assertThat(database.run("HGET b f")).isEqualTo(Reply.bulk("2"));
    assertThat(database.run("SCARD s")).isEqualTo(Reply.ONE);
    assertThat(database.count(RowKind.META)).isEqualTo(3);
  }

  @Test
  void drawsOfOneTransactionDiffer() {
    for (int i = 0; i < 100; i++) {
      database.run("SADD s m" + i);
    }
    Reply.Array replies = (Reply.Array) exec("SRANDMEMBER s", "SRANDMEMBER s", "SRANDMEMBER s");
    assertThat(replies.elements().stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void aKeyThatExpiresWithinIsGone() {
    database.millis = 1_000;
    assertThat(exec("SET k v PXAT 5", "GET k", "SET k w", "GET k"))
        .isEqualTo(Reply.array(Reply.OK, Reply.NULL, Reply.OK, Reply.bulk("w")));
  }

  @Test
  void aWatchedKeyThatChangedStopsIt() {
    database.run("SET k v");
    Watched watched = watch("k");
    assertThat(run(words(watched, "SET k w"))).isEqualTo(Reply.array(Reply.OK));
    assertThat(run(words(watched, "SET k x"))).isEqualTo(Reply.NULL_ARRAY);
    assertThat(database.run("GET k")).isEqualTo(Reply.bulk("w"));
  }

  @Test
  void aWatchedKeyThatExpiredStopsIt() {
    database.millis = 1_000;
    database.run("SET k v PX 10");
    Watched watched = watch("k", "none");
    database.millis += 11;
    assertThat(run(words(watched, "SET l w"))).isEqualTo(Reply.NULL_ARRAY);
    assertThat(database.run("EXISTS l")).isEqualTo(Reply.ZERO);
  }

  @Test
  void anotherLeaderKnowsNothingOfIt() {
    Watched watched = new Watched(new Epoch(2), watch("k").keys());
    assertThat(run(words(watched, "SET k w"))).isEqualTo(Reply.NULL_ARRAY);
    Watched both = watch("k").and(new Watched(new Epoch(2), watch("l").keys()));
    assertThat(run(words(both, "SET k w"))).isEqualTo(Reply.NULL_ARRAY);
  }

  @Test
  void whatIsNoTransactionIsRefusedAndNothingHappens() {
    for (String line :
        List.of(
            "CHORUS EXEC x 0",
            "CHORUS EXEC 0 1 k",
            "CHORUS EXEC 0 0 3 SET k",
            "CHORUS EXEC 0 0 0",
            "CHORUS EXEC 0 0 1 PING 3 SET k v 9")) {
      assertThat(database.run(line).toString()).as(line).contains("these words are no transaction");
      assertThat(database.log()).isEmpty();
    }
    assertThat(run(words(Watched.nothing(), "PING", "NOSUCH", "CHORUS SEQ NEXT x")).toString())
        .contains("does not work on rows", "unknown command", "not allowed inside");
  }

  private Reply exec(String... commands) {
    return run(words(Watched.nothing(), commands));
  }

  private Reply run(List<Bytes> words) {
    return database.run(words.toArray(Bytes[]::new));
  }

  private Watched watch(String... keys) {
    List<Bytes> names = Arrays.stream(keys).map(Bytes::utf8).toList();
    Reply.Array answer = (Reply.Array) run(WatchCommand.words(names));
    Watched watched = Watched.of(names, answer.elements());
    assertThat(watched.epoch()).isEqualTo(EPOCH);
    return watched;
  }

  private static List<Bytes> words(Watched watched, String... commands) {
    return ExecCommand.words(
        watched,
        Arrays.stream(commands)
            .map(line -> Arrays.stream(line.split(" ", -1)).map(Bytes::utf8).toList())
            .toList());
  }
}
