package chorus.node;

import static chorus.node.LoneNode.N2;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a node counts of its clients' commands.
final class MeterTest {
  private final LoneNode node = new LoneNode();

  @Test
  void everyCommandCountsOnceWithWhatItCameTo() {
    node.leadsItself(1);
    node.ask("SET k v", "GET k", "GET none", "GET", "LPUSH k x", "NOSUCH", "PING");
    assertThat(node.stats.commandLines())
        .containsOnlyKeys("cmdstat_get", "cmdstat_lpush", "cmdstat_ping", "cmdstat_set");
    assertThat(line("get")).startsWith("calls=2,").endsWith("rejected_calls=1,failed_calls=0");
    assertThat(line("lpush")).startsWith("calls=1,").endsWith("rejected_calls=0,failed_calls=1");
    assertThat(node.stats.errorLines())
        .containsEntry("errorstat_ERR", "count=2")
        .containsEntry("errorstat_WRONGTYPE", "count=1");
    assertThat(node.stats.keys().hits()).isEqualTo(1);
    assertThat(node.stats.keys().misses()).isEqualTo(1);
  }

  @Test
  void aTransactionCountsAndSoDoesWhatIsInIt() {
    node.leadsItself(1);
    node.ask("SET s v", "MULTI", "GET s", "LPUSH s x", "EXEC");
    assertThat(line("multi")).startsWith("calls=1,");
    assertThat(line("exec")).startsWith("calls=1,").endsWith("failed_calls=0");
    assertThat(line("get")).startsWith("calls=1,").endsWith("failed_calls=0");
    assertThat(line("lpush")).startsWith("calls=1,").endsWith("failed_calls=1");
    node.ask("MULTI", "GET", "EXEC");
    assertThat(line("get")).startsWith("calls=1,").contains("rejected_calls=1");
    assertThat(line("exec")).startsWith("calls=2,").endsWith("failed_calls=1");
  }

  @Test
  void waitingForAKeyTakesNoTime() {
    node.leadsItself(1);
    node.ask("BLPOP none 1");
    node.advance(java.time.Duration.ofMillis(1_200));
    assertThat(node.answers()).hasSize(1);
    assertThat(line("blpop")).startsWith("calls=1,usec=0,").endsWith("failed_calls=0");
    assertThat(node.stats.latencyLines()).isEmpty();
  }

  @Test
  void aCommandTakesFromItsComingToItsReply() {
    node.leads(N2, 1);
    node.stats.settings().set(words("latency-monitor-threshold", "100"));
    node.ask("GET k");
    assertThat(node.stats.commandLines()).isEmpty();
    node.advance(Duration.ofMillis(200));
    node.leadsItself(2);
    assertThat(node.answers()).containsExactly("nil");
    assertThat(line("get")).startsWith("calls=1,usec=").doesNotContain("usec=0,");
    assertThat(node.stats.latency().all()).containsOnlyKeys("reply");
  }

  @Test
  void whatKeepsAStrandForLongIsRememberedWhereItRan() {
    node.leadsItself(1);
    node.stats.settings().set(words("slowlog-log-slower-than", "0"));
    node.ask("CLIENT SETNAME me", "SET k v");
    assertThat(node.stats.slow().all())
        .extracting(each -> each.words().getFirst().utf8() + " of " + each.name().utf8())
        .containsExactly("SET of me", "CLIENT of ");
    assertThat(node.ask("SLOWLOG LEN")).hasSize(1);
  }

  private String line(String command) {
    return node.stats.commandLines().getOrDefault("cmdstat_" + command, "");
  }

  private static List<Bytes> words(String... words) {
    return List.of(words).stream().map(Bytes::utf8).toList();
  }
}
