package chorus.server.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.resp.DecoderLimits;
import chorus.server.env.Expect;
import chorus.server.env.FailStop;
import chorus.server.env.Listening;
import chorus.server.env.Loops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RespServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
  private final FailStop failStop = new FailStop(() -> stopped.complete(true));
  private final Loops loops = Loops.start("test", 4);
  private final BlockingQueue<FakeSession> sessions = new LinkedBlockingQueue<>();
  private final List<RespServer> servers = new ArrayList<>();

  @AfterEach
  void end() {
    servers.forEach(RespServer::stopListening);
    servers.forEach(RespServer::closeAll);
    loops.close();
  }

  @Test
  void aPipelineIsAnsweredInOrder() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      StringBuilder commands = new StringBuilder();
      StringBuilder replies = new StringBuilder();
      for (int i = 0; i < 10_000; i++) {
        String word = "w" + i;
        commands.append("*1\r\n$").append(word.length()).append("\r\n").append(word).append("\r\n");
        replies.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      client.send(commands.toString());
      assertThat(client.read(replies.length()).contentEquals(replies)).isTrue();
    }
  }

  @Test
  void commandsOfOneWriteAreOneBatch() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("a\r\nb\r\nc\r\n");
      assertThat(session().batches.poll(20, TimeUnit.SECONDS)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void inlineCommandsAreCommands() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("set k \"a b\"\r\n");
      assertThat(client.read(14)).isEqualTo("$9\r\nset k a b\r\n".substring(0, 14));
    }
  }

  @Test
  void oneByteWritesAreDecodedAlike() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      for (char next : "*2\r\n$3\r\nget\r\n$1\r\nk\r\nping\r\n".toCharArray()) {
        client.send(String.valueOf(next));
      }
      assertThat(client.read(21)).isEqualTo("$5\r\nget k\r\n$4\r\nping\r\n");
    }
  }

  @Test
  void aProtocolErrorAnswersWhatCameBeforeThenClosesThisConnectionOnly() throws Exception {
    InetSocketAddress server = start(RespLimits.DEFAULT);
    try (Client good = new Client(server);
        Client bad = new Client(server)) {
      good.send("one\r\n");
      assertThat(good.read(9)).isEqualTo("$3\r\none\r\n");
      bad.send("fine\r\n*1\r\n!oops\r\nnever\r\n");
      assertThat(bad.readAll())
          .isEqualTo("$4\r\nfine\r\n-ERR Protocol error: expected '$', got '!'\r\n");
      good.send("two\r\n");
      assertThat(good.read(9)).isEqualTo("$3\r\ntwo\r\n");
    }
  }

  @Test
  void aProtocolErrorWaitsForTheRepliesOfTheCommandsBeforeIt() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("hold\r\n*1\r\n!oops\r\n");
      FakeSession session = session();
      assertThat(session.batches.poll(20, TimeUnit.SECONDS)).containsExactly("hold");
      session.release();
      assertThat(client.readAll()).startsWith("$4\r\nhold\r\n-ERR Protocol error");
    }
  }

  @Test
  void httpIsClosedWithoutAnAnswer() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nflushall\r\n");
      assertThat(client.readAll()).isEmpty();
    }
  }

  @Test
  void aClientThatNeverReadsIsNotReadAnyMore() throws Exception {
    InetSocketAddress address = start(RespLimits.DEFAULT);
    try (Client deaf = new Client(address)) {
      FakeSession session = session();
      deaf.send("large\r\n".repeat(200));
      Expect.until(() -> session.batches.stream().mapToInt(List::size).sum() == 200);
      var sender = CompletableFuture.runAsync(() -> sendQuietly(deaf, "after\r\n".repeat(8 << 20)));
      try (Client other = new Client(address)) {
        for (int i = 0; i < 1000; i++) {
          other.send("\"still served\"\r\n");
          assertThat(other.read(19)).isEqualTo("$12\r\nstill served\r\n");
        }
      }
      assertThat(servers.getFirst().counters().inputBytes()).isLessThan(4 << 20);
      assertThat(sender).isNotDone();
    }
  }

  @Test
  void aClientWithTooMuchUnderwayIsReadAgainOnceItIsAnswered() throws Exception {
    var limits = new RespLimits(10, DecoderLimits.AUTHENTICATED, 1 << 10, 100, 256 << 20);
    try (Client client = new Client(start(limits))) {
      FakeSession session = session();
      client.send("hold\r\n");
      assertThat(session.batches.poll(20, TimeUnit.SECONDS)).containsExactly("hold");
      int commands = 1 << 20;
      var sender = CompletableFuture.runAsync(() -> sendQuietly(client, "y\r\n".repeat(commands)));
      RespCounters counters = servers.getFirst().counters();
      Expect.until(() -> counters.inputBytes() > 1 << 10);
      assertThat(counters.inputBytes()).isLessThan(2 << 20);
      session.release();
      String replies = "$4\r\nhold\r\n" + "$1\r\ny\r\n".repeat(commands);
      assertThat(client.read(replies.length()).equals(replies)).isTrue();
      Expect.soon(sender);
    }
  }

  @Test
  void aSessionCanPauseTheReading() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      FakeSession session = session();
      session.sink.pauseReading();
      CompletableFuture<Boolean> seen = new CompletableFuture<>();
      loops.connections().forEach(loop -> loop.execute(() -> seen.complete(true)));
      Expect.soon(seen);
      client.send("later\r\n");
      session.sink.resumeReading();
      assertThat(client.read(11)).isEqualTo("$5\r\nlater\r\n");
    }
  }

  @Test
  void aClientThatFetchesNothingIsClosedAtTheOutputLimit() throws Exception {
    var limits = new RespLimits(10, DecoderLimits.AUTHENTICATED, 1 << 20, 100_000, 8 << 20);
    try (Client deaf = new Client(start(limits))) {
      deaf.send("large\r\n".repeat(100));
      Expect.until(() -> servers.getFirst().counters().outputLimitCloses() == 1);
      Expect.until(() -> servers.getFirst().counters().connected() == 0);
    }
  }

  @Test
  void oneClientTooManyIsToldSoAndClosed() throws Exception {
    var limits = new RespLimits(1, DecoderLimits.AUTHENTICATED, 1 << 20, 100_000, 8 << 20);
    InetSocketAddress server = start(limits);
    try (Client first = new Client(server)) {
      session();
      try (Client second = new Client(server)) {
        assertThat(second.readAll()).isEqualTo("-ERR max number of clients reached\r\n");
      }
      first.send("one\r\n");
      assertThat(first.read(9)).isEqualTo("$3\r\none\r\n");
    }
    Expect.until(() -> servers.getFirst().counters().connected() == 0);
    try (Client third = new Client(server)) {
      third.send("three\r\n");
      assertThat(third.read(11)).isEqualTo("$5\r\nthree\r\n");
    }
  }

  @Test
  void aSessionLearnsThatItsClientIsGone() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("one\r\n");
      client.read(9);
    }
    assertThat(session().closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closeSendsTheRepliesFirst() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("bye\r\n");
      assertThat(client.readAll()).isEqualTo("$3\r\nbye\r\n");
    }
  }

  @Test
  void connectionsAreNumberedAndSpreadOverTheLoops() throws Exception {
    InetSocketAddress server = start(RespLimits.DEFAULT);
    try (Client one = new Client(server);
        Client two = new Client(server)) {
      one.send("one\r\n");
      two.send("two\r\n");
      List<Accepted> accepted = List.of(session().connection, session().connection);
      assertThat(accepted).extracting(Accepted::id).containsExactlyInAnyOrder(1L, 2L);
      assertThat(accepted).extracting(Accepted::localAddress).containsOnly(Listening.text(server));
      assertThat(accepted).extracting(Accepted::loop).isSubsetOf(0, 1).doesNotHaveDuplicates();
    }
  }

  @Test
  void anExceptionInASessionStopsTheNode() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("fail\r\n");
      assertThat(Expect.soon(stopped)).isTrue();
    }
  }

  @Test
  void closeAllEndsEveryConnection() throws Exception {
    try (Client client = new Client(start(RespLimits.DEFAULT))) {
      client.send("one\r\n");
      client.read(9);
      servers.getFirst().stopListening();
      servers.getFirst().closeAll();
      assertThat(client.readAll()).isEmpty();
    }
  }

  @Test
  void aPortThatIsTakenIsNamedInOneLine() throws Exception {
    InetSocketAddress taken = start(RespLimits.DEFAULT);
    assertThatThrownBy(() -> server(RespLimits.DEFAULT).listen(taken))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot listen on " + Listening.text(taken) + ": Address already in use");
  }

  private InetSocketAddress start(RespLimits limits) throws IOException {
    return server(limits).listen(ANY);
  }

  private RespServer server(RespLimits limits) {
    var server =
        new RespServer(
            loops,
            limits,
            (connection, sink) -> {
              FakeSession session =
                  new FakeSession(connection, sink, loops.clientLoop(connection.loop()));
              sessions.add(session);
              return session;
            },
            failStop);
    servers.add(server);
    return server;
  }

  private FakeSession session() throws InterruptedException {
    FakeSession session = sessions.poll(20, TimeUnit.SECONDS);
    if (session == null) {
      throw new AssertionError("no session was opened");
    }
    return session;
  }

  /// Blocks as long as the server does not read; the end of the connection ends it.
  private static void sendQuietly(Client client, String bytes) {
    try {
      client.send(bytes);
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
  }
}
