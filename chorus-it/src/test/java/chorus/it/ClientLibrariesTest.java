package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/// Ordinary clients, which know nothing of Chorus, through all that may happen to a leader: one
/// application, never restarted, with a pool and a connection to every node.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientLibrariesTest {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIME_TO_WRITE_AGAIN = Duration.ofSeconds(15);

  @RegisterExtension private final Playground cluster = Playground.registered();
  private final List<Client> clients = new ArrayList<>();

  /// One client of one node; `set` writes a value under `key`.
  private record Client(String node, String key, UnaryOperator<String> set, Runnable close) {}

  @Test
  void poolsAndConnectionsSurviveKillPauseAndReturn() {
    String first = cluster.awaitWhole();
    for (String node : Playground.nodes()) {
      clients.add(jedis(node));
      clients.add(lettuce(node));
    }
    awaitSuccess("before", Playground.nodes());

    cluster.kill(first);
    awaitSuccess("killed", Playground.others(first));
    cluster.start(first);
    awaitSuccess("returned", Playground.nodes());

    String second = cluster.awaitWhole();
    cluster.pause(second);
    clientsOf(List.of(second))
        .forEach(each ->
            assertThatThrownBy(() -> each.set().apply("paused")).as("%s", each).isNotNull());
    awaitSuccess("paused", Playground.others(second));
    cluster.resume(second);
    awaitSuccess("resumed", Playground.nodes());

    cluster.awaitWhole();
    try (RespClient reader = cluster.connect(first)) {
      clients.forEach(each -> assertThat(reader.call("GET", each.key())).isEqualTo("resumed"));
    }
  }

  @AfterEach
  void closeClients() {
    clients.forEach(each -> each.close().run());
  }

  /// Every client of `nodes` writes `value`, each under a key of its own.
  private void awaitSuccess(String value, List<String> nodes) {
    for (Client each : clientsOf(nodes)) {
      await()
          .atMost(TIME_TO_WRITE_AGAIN)
          .ignoreExceptions()
          .until(() -> "OK".equals(each.set().apply(value)));
    }
  }

  private List<Client> clientsOf(List<String> nodes) {
    return clients.stream().filter(each -> nodes.contains(each.node())).toList();
  }

  private Client jedis(String node) {
    RedisClient jedis =
        RedisClient.builder()
            .hostAndPort(new HostAndPort("127.0.0.1", cluster.port(node)))
            .clientConfig(
                DefaultJedisClientConfig.builder()
                    .timeoutMillis((int) COMMAND_TIMEOUT.toMillis())
                    .build())
            .build();
    String key = "jedis:" + node;
    return new Client(node, key, value -> jedis.set(key, value), jedis::close);
  }

  private Client lettuce(String node) {
    io.lettuce.core.RedisClient lettuce =
        io.lettuce.core.RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(cluster.port(node))
                .withTimeout(COMMAND_TIMEOUT)
                .build());
    StatefulRedisConnection<String, String> connection = lettuce.connect();
    String key = "lettuce:" + node;
    return new Client(
        node,
        key,
        value -> connection.sync().set(key, value),
        () -> lettuce.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
  }
}
