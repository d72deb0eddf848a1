package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Limits;
import chorus.command.CommandTable;
import chorus.command.FakeSession;
import chorus.command.Lookup;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a connection queues, and what becomes of it.
final class TransactionTest {
  private static final Reply QUEUED = Reply.simple("QUEUED");
  private static final Reply ABORTED =
      Reply.error("EXECABORT", "Transaction discarded because of previous errors.");

  private final Transaction transaction = new Transaction();
  private final FakeSession session = new FakeSession();

  @Test
  void commandsOnRowsTravelTogetherAndTheRestRunsHereInItsPlace() {
    transaction.begin();
    assertThat(add("SET k v")).isEqualTo(QUEUED);
    assertThat(add("PING hello")).isEqualTo(QUEUED);
    assertThat(add("UNWATCH")).isEqualTo(QUEUED);
    assertThat(add("GET k")).isEqualTo(QUEUED);
    assertThat(transaction.refusal(0)).isEmpty();
    assertThat(transaction.words().orElseThrow().stream().map(Bytes::utf8))
        .containsExactly("CHORUS", "EXEC", "0", "0", "3", "SET", "k", "v", "2", "GET", "k");
    assertThat(transaction.end(Reply.array(Reply.OK, Reply.bulk("v")), session))
        .isEqualTo(Reply.array(Reply.OK, Reply.bulk("hello"), Reply.OK, Reply.bulk("v")));
    assertThat(transaction.isOpen()).isFalse();
  }

  @Test
  void nothingTravelsWhereNothingIsOnRows() {
    transaction.begin();
    add("PING");
    assertThat(transaction.words()).isEmpty();
    assertThat(transaction.end(Reply.EMPTY_ARRAY, session))
        .isEqualTo(Reply.array(Reply.simple("PONG")));
  }

  @Test
  void whatIsWatchedTravelsEvenWithoutCommands() {
    watch("k", 1);
    transaction.begin();
    assertThat(transaction.words()).isPresent();
    assertThat(transaction.end(Reply.NULL_ARRAY, session)).isEqualTo(Reply.NULL_ARRAY);
    transaction.begin();
    assertThat(transaction.words()).as("EXEC ends the watch").isEmpty();
  }

  @Test
  void aWatchThatFailedSaysSo() {
    Reply failed = Reply.error("NOQUORUM", "nobody leads");
    assertThat(transaction.watch(List.of(Bytes.utf8("k")), failed, 0)).isEqualTo(failed);
  }

  @Test
  void aRefusedCommandEndsInExecAbort() {
    for (String refused :
        List.of(
            "NOSUCH",
            "GET",
            "CHORUS SEQ NEXT x",
            "CHORUS ONCE OPEN",
            "CHORUS STATUS",
            "FLUSHALL",
            "SELECT 1")) {
      transaction.begin();
      add("SET k v");
      assertThat(add(refused)).as(refused).isInstanceOf(Reply.Error.class);
      assertThat(add("SET l v")).isEqualTo(QUEUED);
      assertThat(transaction.refusal(0)).as(refused).contains(ABORTED);
      assertThat(transaction.isOpen()).isFalse();
    }
    transaction.begin();
    assertThat(add("SELECT 0")).as("the same database").isEqualTo(QUEUED);
  }

  /// Its leader would compare with keys of its own.
  @Test
  void keysOfAnotherDatabaseAreNotWatchedForThisOne() {
    watch("k", 1);
    assertThat(transaction.watchRefusal(0)).isEmpty();
    assertThat(transaction.watchRefusal(1).orElseThrow().toString()).contains("CROSSDB");
    transaction.begin();
    add("SET k v");
    assertThat(transaction.refusal(1).orElseThrow().toString()).contains("CROSSDB");
    assertThat(transaction.isOpen()).isFalse();
    assertThat(transaction.watchRefusal(1)).as("the watch has ended").isEmpty();
  }

  @Test
  void thereIsALimit() {
    transaction.begin();
    for (int i = 0; i < Limits.TRANSACTION_COMMANDS; i++) {
      add("PING");
    }
    assertThat(add("PING")).isInstanceOf(Reply.Error.class);
    assertThat(transaction.refusal(0)).contains(ABORTED);
  }

  @Test
  void multiExecAndDiscardBelongTogether() {
    assertThat(transaction.refusal(0)).contains(Reply.error("ERR", "EXEC without MULTI"));
    assertThat(transaction.discard()).isEqualTo(Reply.error("ERR", "DISCARD without MULTI"));
    assertThat(transaction.begin()).isEqualTo(Reply.OK);
    assertThat(transaction.begin()).isEqualTo(Reply.error("ERR", "MULTI calls can not be nested"));
    assertThat(transaction.refusal(0)).as("that aborts nothing").isEmpty();
    assertThat(transaction.discard()).isEqualTo(Reply.OK);
    assertThat(transaction.isOpen()).isFalse();
  }

  @Test
  void discardEndsTheWatchToo() {
    watch("k", 1);
    transaction.begin();
    transaction.discard();
    transaction.begin();
    assertThat(transaction.words()).isEmpty();
  }

  private Reply add(String line) {
    List<Bytes> words = Arrays.stream(line.split(" ", -1)).map(Bytes::utf8).toList();
    Lookup lookup = CommandTable.standard().find(words);
    return transaction.add(lookup, 0);
  }

  private void watch(String key, long epoch) {
    Reply answer = Reply.array(Reply.integer(epoch), Reply.integer(5), Reply.ONE);
    assertThat(transaction.watch(List.of(Bytes.utf8(key)), answer, 0)).isEqualTo(Reply.OK);
  }
}
