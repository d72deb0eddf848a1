package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.it.ClientSteps.Step;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/// What ordinary client libraries do, through the leader and through followers, with a second
/// client at the next node, in both versions of the protocol.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientContractTest {
  @RegisterExtension private static final Playground cluster = Playground.registered();

  /// All nodes, one of which leads, with RESP2 and RESP3.
  static Stream<Arguments> everywhere() {
    return Playground.nodes().stream()
        .flatMap(node -> Stream.of(Arguments.of(node, 2), Arguments.of(node, 3)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void jedis(String node, int protocol) {
    try (RedisClient here = jedisClient(node, protocol);
        RedisClient there = jedisClient(next(node), protocol)) {
      play(JedisSteps.ALL, here, there, prefix("jedis", node, protocol));
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void lettuce(String node, int protocol) {
    io.lettuce.core.RedisClient client = io.lettuce.core.RedisClient.create();
    client.setOptions(
        ClientOptions.builder()
            .protocolVersion(protocol == 2 ? ProtocolVersion.RESP2 : ProtocolVersion.RESP3)
            .build());
    try (StatefulRedisConnection<String, String> here = client.connect(uri(node));
        StatefulRedisConnection<String, String> there = client.connect(uri(next(node)))) {
      play(LettuceSteps.ALL, here, there, prefix("lettuce", node, protocol));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void ioredis(String node, int protocol) {
    play(ForeignClient.ioredis(), node, protocol, "ioredis");
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void redisPy(String node, int protocol) {
    play(ForeignClient.redisPy(), node, protocol, "redis-py");
  }

  private static <C> void play(List<Step<C>> steps, C here, C there, String prefix) {
    for (Step<C> step : steps) {
      try {
        step.body().run(here, there, prefix);
      } catch (RuntimeException | AssertionError wrong) {
        throw new AssertionError(step.name() + ": " + wrong.getMessage(), wrong);
      }
    }
  }

  private static void play(ForeignClient client, String node, int protocol, String library) {
    var result =
        client.run(
            "" + cluster.port(node),
            "" + cluster.port(next(node)),
            "" + protocol,
            prefix(library, node, protocol));
    assertThat(result.answer().lines())
        .containsExactlyElementsOf(JedisSteps.ALL.stream().map(Step::name).toList());
  }

  private static String prefix(String library, String node, int protocol) {
    return library + ":" + node + ":" + protocol + ":";
  }

  private static String next(String node) {
    List<String> nodes = Playground.nodes();
    return nodes.get((nodes.indexOf(node) + 1) % nodes.size());
  }

  private static RedisClient jedisClient(String node, int protocol) {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort("127.0.0.1", cluster.port(node)))
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .protocol(protocol == 2 ? RedisProtocol.RESP2 : RedisProtocol.RESP3)
                .timeoutMillis(15_000)
                .build())
        .build();
  }

  private static RedisURI uri(String node) {
    return RedisURI.builder()
        .withHost("127.0.0.1")
        .withPort(cluster.port(node))
        .withTimeout(Duration.ofSeconds(15))
        .build();
  }
}
