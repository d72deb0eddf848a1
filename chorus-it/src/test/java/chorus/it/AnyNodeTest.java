package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.awaitility.Awaitility.await;

import chorus.it.RespClient.Failure;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a client sees at any node of a healthy cluster.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AnyNodeTest {
  @RegisterExtension private static final Playground cluster = Playground.registered();

  @Test
  void whatOneNodeWritesEveryNodeReads() {
    for (String writer : Playground.nodes()) {
      try (RespClient client = cluster.connect(writer)) {
        assertThat(client.call("SET", "from", writer)).isEqualTo("OK");
        assertThat(client.call("HSET", "fields", writer, "1")).isEqualTo(1L);
        assertThat(client.call("SADD", "members", writer)).isEqualTo(1L);
        assertThat(client.call("ZADD", "scored", "1", writer)).isEqualTo(1L);
        assertThat(client.call("RPUSH", "listed", writer)).isInstanceOf(Long.class);
      }
      for (String reader : Playground.nodes()) {
        try (RespClient client = cluster.connect(reader)) {
          assertThat(client.call("GET", "from")).as("at %s", reader).isEqualTo(writer);
          assertThat(client.call("HEXISTS", "fields", writer)).isEqualTo(1L);
          assertThat(client.call("SISMEMBER", "members", writer)).isEqualTo(1L);
          assertThat(client.call("ZSCORE", "scored", writer)).isEqualTo("1");
          assertThat(client.call("LINDEX", "listed", "-1")).isEqualTo(writer);
        }
      }
    }
  }

  @Test
  void whatExpiresIsGoneAtEveryNode() {
    try (RespClient client = cluster.connect("n1")) {
      assertThat(client.call("SET", "brief", "v", "PX", "700")).isEqualTo("OK");
      assertThat(client.call("HSET", "brief fields", "f", "v")).isEqualTo(1L);
      assertThat(client.call("PEXPIRE", "brief fields", "700")).isEqualTo(1L);
      assertThat(client.call("PTTL", "brief")).asInstanceOf(LONG).isBetween(1L, 700L);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Objects.equals(client.call("EXISTS", "brief", "brief fields"), 0L));
    }
    for (String reader : Playground.nodes()) {
      try (RespClient client = cluster.connect(reader)) {
        assertThat(client.call("EXISTS", "brief", "brief fields")).isEqualTo(0L);
        assertThat(client.call("CHORUS", "READ", "eventual", "EXISTS", "brief")).isEqualTo(0L);
      }
    }
  }

  @Test
  void aTransactionThroughAnyNodeIsSeenWholeAtEveryOther() {
    for (String writer : Playground.nodes()) {
      try (RespClient client = cluster.connect(writer)) {
        assertThat(client.call("MULTI")).isEqualTo("OK");
        assertThat(client.call("SET", "half", writer)).isEqualTo("QUEUED");
        assertThat(client.call("PING")).isEqualTo("QUEUED");
        assertThat(client.call("SET", "other half", writer)).isEqualTo("QUEUED");
        assertThat(client.call("EXEC")).isEqualTo(List.of("OK", "PONG", "OK"));
      }
      for (String reader : Playground.nodes()) {
        try (RespClient client = cluster.connect(reader)) {
          assertThat(client.call("MGET", "half", "other half")).isEqualTo(List.of(writer, writer));
        }
      }
    }
  }

  @Test
  void whatIsWatchedAtOneNodeIsSeenToChangeAtAnother() {
    try (RespClient watcher = cluster.connect("n1");
        RespClient other = cluster.connect("n3")) {
      watcher.call("SET", "watched", "1");
      assertThat(watcher.call("WATCH", "watched", "none")).isEqualTo("OK");
      assertThat(watcher.call("MULTI")).isEqualTo("OK");
      assertThat(watcher.call("INCR", "watched")).isEqualTo("QUEUED");
      assertThat(watcher.call("EXEC")).isEqualTo(List.of(2L));
      assertThat(watcher.call("WATCH", "watched")).isEqualTo("OK");
      assertThat(other.call("SET", "watched", "2")).isEqualTo("OK");
      assertThat(watcher.call("MULTI")).isEqualTo("OK");
      assertThat(watcher.call("INCR", "watched")).isEqualTo("QUEUED");
      assertThat(watcher.call("EXEC")).isNull();
      assertThat(watcher.call("GET", "watched")).isEqualTo("2");
    }
  }

  @Test
  void aTransactionWithARefusedCommandDoesNothing() {
    try (RespClient client = cluster.connect("n2")) {
      client.call("MULTI");
      client.call("SET", "never", "v");
      assertThat(String.valueOf(client.call("NOSUCH"))).contains("unknown command");
      assertThat(String.valueOf(client.call("EXEC"))).contains("EXECABORT");
      assertThat(client.call("EXISTS", "never")).isEqualTo(0L);
    }
  }

  @Test
  void whoWaitsAtOneNodeIsServedByAPushAtAnother() {
    try (RespClient first = cluster.connect("n1");
        RespClient second = cluster.connect("n2");
        RespClient pusher = cluster.connect("n3")) {
      first.send("BLPOP", "waited for", "0");
      second.send("BRPOP", "waited for", "0");
      assertThat(pusher.call("RPUSH", "waited for", "a", "b")).isEqualTo(2L);
      assertThat(first.read()).isEqualTo(List.of("waited for", "a"));
      assertThat(second.read()).isEqualTo(List.of("waited for", "b"));
      assertThat(first.call("BLPOP", "nothing", "0.1")).isNull();
    }
  }

  @Test
  void incrementsThroughAllNodesAreCountedOnceEach() {
    for (int round = 1; round <= 10; round++) {
      for (int k = 1; k <= Playground.NODES; k++) {
        try (RespClient client = cluster.connect("n" + k)) {
          assertThat(client.call("INCR", "counter")).isEqualTo((round - 1L) * Playground.NODES + k);
        }
      }
    }
  }

  @Test
  void helloChoosesTheProtocol() {
    for (String node : Playground.nodes()) {
      try (RespClient client = cluster.connect(node)) {
        client.call("DEL", "h");
        client.call("HSET", "h", "f", "v");
        assertThat(client.call("HGETALL", "h")).isEqualTo(List.of("f", "v"));
        assertThat(client.call("HELLO", "3")).asInstanceOf(MAP).contains(entry("proto", 3L));
        assertThat(client.call("HGETALL", "h")).asInstanceOf(MAP).containsExactly(entry("f", "v"));
        assertThat(client.call("HELLO", "2"))
            .asInstanceOf(list(Object.class))
            .containsSequence("proto", 2L);
      }
    }
  }

  @Test
  void inlineCommandsAreUnderstood() {
    try (RespClient client = cluster.connect("n2")) {
      client.sendBytes(RespClient.ascii("SET inline \"two words\"\r\nGET inline\r\n"));
      assertThat(client.read(2)).isEqualTo(List.of("OK", "two words"));
    }
  }

  @Test
  void aPipelineOfThousandCommandsIsAnsweredInOrder() {
    int commands = 1000;
    for (String node : Playground.nodes()) {
      try (RespClient client = cluster.connect(node)) {
        client.call("DEL", "pipeline");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Object> expected = new ArrayList<>();
        for (long i = 1; i <= commands; i++) {
          bytes.writeBytes(RespClient.encode("INCR", "pipeline"));
          expected.add(i);
        }
        client.sendBytes(bytes.toByteArray());
        assertThat(client.read(commands)).isEqualTo(expected);
      }
    }
  }

  @Test
  void malformedBytesCloseOnlyThatConnection() {
    try (RespClient good = cluster.connect("n1");
        RespClient bad = cluster.connect("n1")) {
      assertThat(good.call("PING")).isEqualTo("PONG");
      bad.sendBytes(RespClient.ascii("*2\r\n$3\r\nGET\r\n:1\r\n"));
      assertThat(text(bad.read())).startsWith("-ERR Protocol error: ");
      assertThat(bad.isClosedByServer()).isTrue();
      assertThat(good.call("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void commandsBeforeMalformedBytesAreStillAnswered() {
    try (RespClient bad = cluster.connect("n3")) {
      bad.send("SET", "before", "1");
      bad.sendBytes(RespClient.ascii("*x\r\n"));
      assertThat(bad.read()).isEqualTo("OK");
      assertThat(text(bad.read())).startsWith("-ERR Protocol error: ");
    }
  }

  @Test
  void unknownCommandsAndWrongArityAreSaidInTheWordsOfRedis() {
    try (RespClient client = cluster.connect("n2")) {
      assertThat(client.call("NOSUCH", "a", "b"))
          .isEqualTo(
              new Failure("ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b' "));
      assertThat(client.call("GET"))
          .isEqualTo(new Failure("ERR wrong number of arguments for 'get' command"));
      client.call("SET", "text", "t");
      assertThat(client.call("HGET", "text", "f"))
          .isEqualTo(
              new Failure("WRONGTYPE Operation against a key holding the wrong kind of value"));
      assertThat(client.call("INCR", "text"))
          .isEqualTo(new Failure("ERR value is not an integer or out of range"));
    }
  }

  @Test
  void aValueOverTheLimitIsRefusedByName() {
    try (RespClient client = cluster.connect("n1")) {
      client.sendBytes(RespClient.ascii("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$70000000\r\n"));
      assertThat(text(client.read())).startsWith("-ERR Protocol error: ").contains("bulk");
      assertThat(client.isClosedByServer()).isTrue();
    }
    try (RespClient client = cluster.connect("n1")) {
      assertThat(client.call("EXISTS", "big")).isEqualTo(0L);
    }
  }

  @Test
  void aValueOfManyMebibytesGoesThroughEveryNode() {
    String value = String.join("", Collections.nCopies(1 << 20, "0123456789"));
    try (RespClient client = cluster.connect("n3")) {
      assertThat(client.call("SET", "large", value)).isEqualTo("OK");
    }
    try (RespClient client = cluster.connect("n2")) {
      assertThat(client.call("GET", "large")).isEqualTo(value);
      client.call("DEL", "large");
    }
  }

  @Test
  void aFreeIndexIsADatabaseFromItsFirstWriteOn() {
    try (RespClient client = cluster.connect("n2")) {
      assertThat(client.call("SELECT", "5")).isEqualTo("OK");
      assertThat(client.call("GET", "k")).isNull();
      assertThat(client.call("SET", "k", "in five")).isEqualTo("OK");
      assertThat(client.call("SELECT", "0")).isEqualTo("OK");
      assertThat(client.call("EXISTS", "only:in:five")).isEqualTo(0L);
    }
    try (RespClient client = cluster.connect("n3")) {
      assertThat(client.call("SELECT", "5")).isEqualTo("OK");
      assertThat(client.call("GET", "k")).isEqualTo("in five");
    }
    assertThat(Distribution.run("db", "list", "--at", cluster.address("n1")).answer())
        .contains("db5");
  }

  @Test
  void indexesWithoutADatabaseAreOutOfRange() {
    try (RespClient client = cluster.connect("n1")) {
      for (String index : List.of("2", "3", "16", "9999")) {
        assertThat(client.call("SELECT", index))
            .isEqualTo(new Failure("ERR DB index is out of range"));
      }
    }
  }

  @Test
  void aDatabaseOfTheMemoryEngineIsCreatedListedAndShown() {
    String at = cluster.address("n2");
    String[] create = {"db", "create", "notes", "--index", "40", "--engine", "memory", "--at", at};
    assertThat(Distribution.run(create).answer()).contains("notes");
    assertThat(Distribution.run("db", "list", "--at", at).answer()).contains("notes", "main");
    assertThat(Distribution.run("db", "show", "notes", "--at", at, "-o", "json").answer())
        .contains("\"engine\":\"memory\"", "\"index\":40");
    assertThat(Distribution.run("db", "show", "nowhere", "--at", at).exitCode()).isEqualTo(3);
    assertThat(Distribution.run(create).exitCode()).as("the same again").isEqualTo(1);
    try (RespClient writer = cluster.connect("n1");
        RespClient reader = cluster.connect("n3")) {
      assertThat(writer.call("SELECT", "40")).isEqualTo("OK");
      assertThat(writer.call("SET", "k", "kept in memory")).isEqualTo("OK");
      assertThat(reader.call("SELECT", "40")).isEqualTo("OK");
      assertThat(reader.call("GET", "k")).isEqualTo("kept in memory");
    }
  }

  private static String text(@Nullable Object reply) {
    return String.valueOf(reply);
  }
}
