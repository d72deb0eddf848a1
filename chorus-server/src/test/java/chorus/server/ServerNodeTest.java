package chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.server.config.ConfigException;
import chorus.server.config.LocalCluster;
import chorus.server.config.ServerConfig;
import chorus.server.env.Expect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ServerNodeTest {
  @TempDir Path root;

  private final LocalCluster cluster = new LocalCluster("test", 3, freePorts());
  private final LocalCluster alone = new LocalCluster("test", 1, cluster.firstPort());
  private final List<ServerNode> running = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  @AfterEach
  void end() {
    running.forEach(ServerNode::close);
    assertThat(failures).as("nodes that stopped by an error of their own").hasValue(0);
  }

  @Test
  void aValueWrittenAtOneNodeIsReadAtAnotherAndSurvivesARestartOfAll() throws Exception {
    startAll();
    Expect.until(() -> ask(1, "set", "k", "v").equals(Reply.OK));
    assertThat(ask(2, "get", "k")).isEqualTo(Reply.bulk("v"));
    assertThat(ask(3, "get", "k")).isEqualTo(Reply.bulk("v"));
    long began = System.nanoTime();
    running.removeFirst().close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    running.forEach(ServerNode::close);
    running.clear();
    startAll();
    Expect.until(() -> ask(3, "get", "k").equals(Reply.bulk("v")));
  }

  @Test
  void aCommandUnderOnceAppliesOnceAtAnyNodeAndAfterARestartOfAll() throws Exception {
    startAll();
    Expect.until(() -> ask(1, "set", "k", "v").equals(Reply.OK));
    String session = ((Reply.Bulk) ask(1, "chorus", "once", "open")).value().utf8();
    String[] pay = {"chorus", "once", session, "1", "incr", "paid"};
    for (int node = 1; node <= cluster.nodes(); node++) {
      assertThat(ask(node, pay)).isEqualTo(Reply.ONE);
    }
    assertThat(ask(2, "chorus", "once", session, "2", "hget", "paid", "f"))
        .isEqualTo(ask(3, "chorus", "once", session, "2", "hget", "paid", "f"))
        .isInstanceOf(Reply.Error.class);
    running.forEach(ServerNode::close);
    running.clear();
    startAll();
    Expect.until(() -> ask(1, "get", "paid").equals(Reply.bulk("1")));
    for (int node = 1; node <= cluster.nodes(); node++) {
      assertThat(ask(node, pay)).isEqualTo(Reply.ONE);
    }
    assertThat(ask(2, "get", "paid")).isEqualTo(Reply.bulk("1"));
    assertThat(((Reply.Array) ask(1, "chorus", "verify", "main")).elements())
        .containsSequence(Reply.bulk("problems"), Reply.array(List.of()));
  }

  @Test
  void aCommandUnderOnceAppliesOnceThoughItsLeaderGoesAway() throws Exception {
    startAll();
    Expect.until(() -> ask(1, "set", "k", "v").equals(Reply.OK));
    String session = ((Reply.Bulk) ask(1, "chorus", "once", "open")).value().utf8();
    assertThat(ask(1, "chorus", "once", session, "1", "incr", "paid")).isEqualTo(Reply.ONE);
    int leader = 1;
    while (!info(leader).contains("role:master")) {
      leader++;
    }
    int survivor = leader % cluster.nodes() + 1;
    running.remove(leader - 1).close();
    Expect.until(() ->
        ask(survivor, "chorus", "once", session, "2", "incr", "paid").equals(Reply.integer(2)));
    assertThat(ask(survivor, "chorus", "once", session, "1", "incr", "paid")).isEqualTo(Reply.ONE);
    assertThat(ask(survivor, "get", "paid")).isEqualTo(Reply.bulk("2"));
  }

  @Test
  void infoTellsTheRoleAndTheFollowers() throws Exception {
    startAll();
    Expect.until(() -> ask(1, "set", "k", "v").equals(Reply.OK));
    List<String> all = List.of(info(1), info(2), info(3));
    assertThat(all).filteredOn(text -> text.contains("role:master")).hasSize(1);
    assertThat(all)
        .filteredOn(text -> text.contains("role:slave"))
        .hasSize(2)
        .allMatch(text -> text.contains("master_link_status:up"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"both ways", "oneway"})
  void aLeaderThatIsCutOffAcknowledgesNothingTheOthersGoOnAndHealingBringsItBack(String ways)
      throws Exception {
    startAll();
    Expect.until(() -> ask(1, "set", "k", "before").equals(Reply.OK));
    int cutOff = leader();
    int one = cutOff % 3 + 1;
    int other = one % 3 + 1;
    for (int each : List.of(one, other)) {
      List<String> cut =
          new ArrayList<>(List.of("chorus", "debug", "cut", "n" + cutOff, "n" + each));
      if (ways.equals("oneway")) {
        cut.add(ways);
      }
      assertThat(ask(one, cut.toArray(String[]::new))).isEqualTo(Reply.OK);
    }
    assertThat(refusal(ask(cutOff, "set", "k", "lost"))).isIn("NOQUORUM", "INDETERMINATE");
    Expect.until(() -> ask(one, "set", "k", "after").equals(Reply.OK));
    assertThat(ask(other, "get", "k")).isEqualTo(Reply.bulk("after"));
    assertThat(refusal(ask(cutOff, "get", "k"))).isIn("NOQUORUM", "UNAVAILABLE");
    assertThat(refusal(ask(cutOff, "chorus", "db", "create", "unheard")))
        .as("the control plane is cut as well")
        .isIn("NOQUORUM", "INDETERMINATE");
    assertThat(ask(one, "chorus", "db", "create", "heard")).isNotInstanceOf(Reply.Error.class);
    assertThat(ask(cutOff, "chorus", "debug", "heal")).isEqualTo(Reply.OK);
    Expect.until(() -> ask(cutOff, "get", "k").equals(Reply.bulk("after")));
    Expect.until(() -> ask(cutOff, "set", "k", "healed").equals(Reply.OK));
    assertThat(ask(one, "get", "k")).isEqualTo(Reply.bulk("healed"));
  }

  @Test
  void onlyLinksBetweenTwoMembersAreCut() throws Exception {
    startAll();
    for (List<String> wrong :
        List.of(
            List.of("n1", "n9", "oneway"),
            List.of("n9", "n1", "oneway"),
            List.of("n1", "n1", "oneway"))) {
      List<String> words = new ArrayList<>(List.of("chorus", "debug", "cut"));
      words.addAll(wrong);
      Reply reply = ask(1, words.toArray(String[]::new));
      assertThat(reply.toString()).contains("ERR not a link between two nodes");
    }
  }

  @Test
  void aNodeOutsideDemosAndPlaygroundsCutsNothing() throws Exception {
    ServerConfig open = alone.config(1, root.resolve("n1"));
    running.add(
        ServerNode.start(
            new ServerConfig(
                open.cluster(),
                open.node(),
                open.members(),
                open.join(),
                open.data(),
                open.bind(),
                open.databases(),
                open.autoCreate(),
                open.engine(),
                open.sizes(),
                open.exposure(),
                ServerConfig.Debug.OFF),
            () -> {}));
    assertThat(ask(1, "chorus", "debug", "cut", "n1", "n2"))
        .isEqualTo(Reply.error("ERR", "links can be cut in a demo or playground only"));
  }

  @Test
  void aPortInUseIsSaidInOneLineAndNothingStaysBehind() throws Exception {
    ServerConfig config = alone.config(1, root.resolve("n1"));
    try (ServerSocket taken =
        new ServerSocket(config.self().resp(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> ServerNode.start(config, failures::incrementAndGet))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
    }
    running.add(ServerNode.start(config, failures::incrementAndGet));
  }

  /// At the same time: the first of a new cluster waits for the others.
  private void startAll() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ServerNode>> starts = new ArrayList<>();
      for (int k = 1; k <= cluster.nodes(); k++) {
        ServerConfig config = cluster.config(k, root.resolve("n" + k));
        starts.add(threads.submit(() -> ServerNode.start(config, failures::incrementAndGet)));
      }
      for (Future<ServerNode> each : starts) {
        running.add(each.get());
      }
    }
  }

  private Reply ask(int node, String... words) {
    return Redis.ask(cluster.firstPort() + node - 1, words);
  }

  private int leader() {
    var status = ask(1, "chorus", "status") instanceof Reply.Bulk(Bytes text) ? text.utf8() : "";
    var leader = Pattern.compile("\"leader\":\"n(\\d)\"").matcher(status);
    assertThat(leader.find()).as(status).isTrue();
    return Integer.parseInt(leader.group(1));
  }

  private static String refusal(Reply reply) {
    return reply instanceof Reply.Error error ? error.prefix() : reply.toString();
  }

  private String info(int node) {
    return ask(node, "info") instanceof Reply.Bulk(Bytes text) ? text.utf8() : "no text";
  }

  /// The first of four hundred ports that nobody uses at the moment.
  private static int freePorts() {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (List.of(0, 100, 200, 300).stream().allMatch(above -> areFree(first + above))) {
        return first;
      }
    }
  }

  private static boolean areFree(int port) {
    for (int k = 0; k < 3; k++) {
      try (ServerSocket socket = new ServerSocket(port + k, 1, InetAddress.getLoopbackAddress())) {
        assertThat(socket.isBound()).isTrue();
      } catch (IOException used) {
        return false;
      }
    }
    return true;
  }
}
