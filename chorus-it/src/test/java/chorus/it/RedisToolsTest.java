package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chorus.it.Distribution.Result;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The tools that come with Redis, where the machine has them.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RedisToolsTest {
  @RegisterExtension private static final Playground cluster = Playground.registered();

  @Test
  void redisCliWritesAtOneNodeAndReadsAtAnother() {
    assertThat(cli("n1", "set", "k", "v").answer()).isEqualTo("OK\n");
    assertThat(cli("n3", "get", "k").answer()).isEqualTo("v\n");
    assertThat(cli("n2", "-3", "hset", "h", "f", "v").answer()).isEqualTo("1\n");
    assertThat(cli("n2", "-3", "hgetall", "h").answer()).contains("f", "v");
    assertThat(cli("n1", "--scan", "--pattern", "k*").answer()).isEqualTo("k\n");
    assertThat(cli("n2", "info").answer()).contains("role:", "redis_version:");
  }

  @Test
  void redisBenchmarkRunsAgainstEveryNode() {
    for (String node : Playground.nodes()) {
      Result result = benchmark(node, "-t", "set,get", "-n", "20000", "-P", "16");
      assertThat(result.answer()).contains("SET:", "GET:");
    }
  }

  @Test
  void redisBenchmarkRunsItsWholeListWithoutAWarning() {
    Result result = benchmark("n1", "-n", "2000", "-P", "16");
    assertThat(result.answer())
        .contains("PING_INLINE:", "INCR:", "LPUSH:", "RPOP:", "SADD:", "HSET:", "SPOP:", "ZADD:")
        .contains("ZPOPMIN:", "LRANGE_600", "MSET");
  }

  private static Result benchmark(String node, String... options) {
    Result result =
        tool(
            Stream.concat(
                    Stream.of("redis-benchmark", "-q", "-p", "" + cluster.port(node)),
                    Arrays.stream(options))
                .toArray(String[]::new));
    assertThat(result.out() + result.err()).doesNotContain("rror").doesNotContain("WARN");
    return result;
  }

  private static Result cli(String node, String... words) {
    return tool(
        Stream.concat(Stream.of("redis-cli", "-p", "" + cluster.port(node)), Arrays.stream(words))
            .toArray(String[]::new));
  }

  private static Result tool(String... words) {
    assumeTrue(isInstalled(words[0]), "skipped: " + words[0] + " is not installed");
    return Distribution.runTool(words);
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
