package chorus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void callReturnsTheReplyToItsCommand() throws Exception {
    try (var server = ScriptedServer.answering(words -> "$4\r\n" + words.get(1).utf8() + "\r\n");
        var connection = Connection.open("127.0.0.1", server.port(), LONG)) {
      assertThat(connection.call("ECHO", "pong")).isEqualTo(Reply.bulk("pong"));
      assertThat(connection.call("ECHO", "ping")).isEqualTo(Reply.bulk("ping"));
    }
  }

  @Test
  void errorReplyIsAReplyAndKeepsTheConnection() throws Exception {
    try (var server = ScriptedServer.answering(words -> "-NOQUORUM no leader\r\n");
        var connection = Connection.open("127.0.0.1", server.port(), LONG)) {
      assertThat(connection.call("GET", "k")).isEqualTo(Reply.error("NOQUORUM", "no leader"));
      assertThat(connection.call("GET", "k")).isEqualTo(Reply.error("NOQUORUM", "no leader"));
    }
  }

  @Test
  void pipelineAnswersInOrderAlsoBeyondOneWindow() throws Exception {
    List<List<Bytes>> commands =
        IntStream.range(0, 20_000)
            .mapToObj(i -> List.of(Bytes.utf8("ECHO"), Bytes.utf8("" + i)))
            .toList();
    try (var server = ScriptedServer.answering(words -> ":" + words.get(1).utf8() + "\r\n");
        var connection = Connection.open("127.0.0.1", server.port(), LONG)) {
      List<Reply> replies = connection.pipeline(commands);
      assertThat(replies).isEqualTo(IntStream.range(0, 20_000).mapToObj(Reply::integer).toList());
    }
  }

  @Test
  void pushIsNotTakenForAReply() throws Exception {
    try (var server = ScriptedServer.answering(words -> ">1\r\n$1\r\nx\r\n+OK\r\n");
        var connection = Connection.open("127.0.0.1", server.port(), LONG)) {
      assertThat(connection.call("PING")).isEqualTo(Reply.OK);
      assertThat(connection.call("PING")).isEqualTo(Reply.OK);
    }
  }

  @Test
  void refusedConnectionSaysThatNothingWasSent() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> Connection.open("127.0.0.1", port, LONG))
        .isInstanceOf(ConnectionException.NotSent.class)
        .hasMessage("cannot connect to 127.0.0.1:%d: connection refused", port);
  }

  @Test
  void lostReplySaysThatTheOutcomeIsOpenAndClosesTheConnection() throws Exception {
    try (var server = ScriptedServer.answering(words -> "");
        var connection = Connection.open("127.0.0.1", server.port(), LONG)) {
      assertThatThrownBy(() -> connection.call("SET", "k", "v"))
          .isInstanceOf(ConnectionException.Unanswered.class)
          .hasMessageContaining("the connection was closed");
      assertThatThrownBy(() -> connection.call("SET", "k", "v"))
          .isInstanceOf(ConnectionException.NotSent.class);
    }
  }

  @Test
  void silentServerEndsTheCallAtItsTimeout() throws Exception {
    var never = new CountDownLatch(1);
    try (var server = ScriptedServer.answering(words -> awaitEnd(never));
        var connection = Connection.open("127.0.0.1", server.port(), Duration.ofMillis(50))) {
      assertThatThrownBy(() -> connection.call("PING"))
          .isInstanceOf(ConnectionException.Unanswered.class)
          .hasMessageContaining("timed out");
      never.countDown();
    }
  }

  @Test
  void garbageFromTheServerEndsTheConnection() throws Exception {
    try (var server = ScriptedServer.answering(words -> "HTTP/1.1 400\r\n");
        var connection = Connection.open("127.0.0.1", server.port(), LONG)) {
      assertThatThrownBy(() -> connection.call("PING"))
          .isInstanceOf(ConnectionException.Unanswered.class);
    }
  }

  @Test
  void emptyPipelineSendsNothing() throws IOException {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var connection = Connection.open("127.0.0.1", listening.getLocalPort(), LONG)) {
      assertThat(connection.pipeline(Collections.emptyList())).isEmpty();
    }
  }

  private static String awaitEnd(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }
}
