package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/// Ordinary clients, which know nothing of Chorus, through the death of a leader.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientLibrariesTest {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIME_TO_WRITE_AGAIN = Duration.ofSeconds(15);

  private Playground cluster;

  @BeforeEach
  void up() {
    cluster = Playground.up();
  }

  @AfterEach
  void down() {
    cluster.close();
  }

  @Test
  void poolsAndConnectionsSurviveAFailoverWithoutARestart() {
    String leader = cluster.awaitWhole();
    List<String> survivors = Playground.others(leader);
    io.lettuce.core.RedisClient lettuce =
        io.lettuce.core.RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(cluster.port(survivors.getLast()))
                .withTimeout(COMMAND_TIMEOUT)
                .build());
    try (RedisClient jedis = jedis(survivors.getFirst());
        StatefulRedisConnection<String, String> connection = lettuce.connect()) {
      assertThat(jedis.set("by:jedis", "before")).isEqualTo("OK");
      assertThat(connection.sync().set("by:lettuce", "before")).isEqualTo("OK");
      cluster.kill(leader);
      awaitSuccess(() -> jedis.set("by:jedis", "after"));
      awaitSuccess(() -> connection.sync().set("by:lettuce", "after"));
      assertThat(jedis.get("by:lettuce")).isEqualTo("after");
      assertThat(connection.sync().get("by:jedis")).isEqualTo("after");
    } finally {
      lettuce.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  @Test
  void poolsAndConnectionsSurviveTheRestartOfTheirOwnNode() {
    String leader = cluster.awaitWhole();
    io.lettuce.core.RedisClient lettuce =
        io.lettuce.core.RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(cluster.port(leader))
                .withTimeout(COMMAND_TIMEOUT)
                .build());
    try (RedisClient jedis = jedis(leader);
        StatefulRedisConnection<String, String> connection = lettuce.connect()) {
      assertThat(jedis.set("by:jedis", "before")).isEqualTo("OK");
      assertThat(connection.sync().set("by:lettuce", "before")).isEqualTo("OK");
      cluster.kill(leader);
      cluster.start(leader);
      awaitSuccess(() -> jedis.set("by:jedis", "after"));
      awaitSuccess(() -> connection.sync().set("by:lettuce", "after"));
    } finally {
      lettuce.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  private RedisClient jedis(String node) {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort("127.0.0.1", cluster.port(node)))
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .timeoutMillis((int) COMMAND_TIMEOUT.toMillis())
                .build())
        .build();
  }

  private static void awaitSuccess(Callable<String> write) {
    await().atMost(TIME_TO_WRITE_AGAIN).ignoreExceptions().until(() -> "OK".equals(write.call()));
  }
}
