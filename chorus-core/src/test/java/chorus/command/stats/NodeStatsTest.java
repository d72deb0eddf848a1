package chorus.command.stats;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.settings.Settings;
import chorus.resp.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a node counts, and how INFO, SLOWLOG and LATENCY tell of it.
final class NodeStatsTest {
  private static final CommandTable TABLE = CommandTable.standard();
  private static final CommandSpec GET = TABLE.named("get").orElseThrow();
  private static final CommandSpec SET = TABLE.named("set").orElseThrow();

  private final Settings settings = Settings.standard();
  private final NodeStats stats = new NodeStats(TABLE, settings);
  private final CommandCounts one = stats.gateway();
  private final CommandCounts other = stats.gateway();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 31, 32, 999, 1024, 1_000_000, 12_345_678, 9_876_543_210L})
  void aLengthIsToldToSixPercent(long nanos) {
    var buckets = new LatencyBuckets();
    buckets.add(nanos);
    long[] sums = LatencyBuckets.none();
    buckets.addTo(sums);
    assertThat(LatencyBuckets.percentile(sums, 50))
        .isBetween(nanos, nanos + Math.round(nanos * 0.0625));
  }

  @Test
  void percentilesAreThoseOfAllGatewaysTogether() {
    for (int micros = 1; micros <= 100; micros++) {
      (micros % 2 == 0 ? one : other).took(TABLE.numberOf(GET), micros * 1000L);
    }
    one.ran(TABLE.numberOf(GET));
    assertThat(stats.latencyLines())
        .containsOnlyKeys("latency_percentiles_usec_get")
        .containsEntry("latency_percentiles_usec_get", "p50=51.199,p99=102.399,p99.9=102.399");
    settings.set(words("latency-tracking-info-percentiles", "0 50.5"));
    assertThat(stats.latencyLines().get("latency_percentiles_usec_get"))
        .matches("p0=1.0\\d+,p50.5=51.199");
    settings.set(words("latency-tracking", "no"));
    assertThat(stats.latencyLines()).isEmpty();
  }

  @Test
  void whatTwoGatewaysCountIsAddedUp() {
    one.ran(TABLE.numberOf(GET));
    one.took(TABLE.numberOf(GET), 1_500);
    other.ran(TABLE.numberOf(GET));
    other.took(TABLE.numberOf(GET), 2_500);
    other.failed(TABLE.numberOf(GET));
    other.rejected(TABLE.numberOf(SET));
    one.error("ERR");
    other.error("ERR");
    other.error("WRONGTYPE");
    assertThat(stats.commandLines())
        .containsOnlyKeys("cmdstat_get", "cmdstat_set")
        .containsEntry(
            "cmdstat_get", "calls=2,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=1")
        .containsEntry(
            "cmdstat_set", "calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0");
    assertThat(stats.errorLines())
        .containsOnlyKeys("errorstat_ERR", "errorstat_WRONGTYPE")
        .containsEntry("errorstat_ERR", "count=2");
    assertThat(stats.errorReplies()).isEqualTo(3);
    stats.reset();
    assertThat(stats.commandLines()).isEmpty();
    assertThat(stats.errorLines()).isEmpty();
    one.ran(TABLE.numberOf(GET));
    assertThat(stats.commandLines()).containsOnlyKeys("cmdstat_get");
  }

  @Test
  void errorsWithoutEndAreCountedTogether() {
    IntStream.range(0, 1000).forEach(each -> one.error("E" + each));
    assertThat(stats.errorLines()).hasSize(129).containsEntry("errorstat_OTHERS", "count=872");
  }

  @Test
  void aHistogramTellsHowManyTookNoLongerByPowersOfTwo() {
    for (long nanos : List.of(900L, 3_007L, 3_900L, 33_000L, 5_000_000_000L)) {
      one.took(TABLE.numberOf(GET), nanos);
    }
    NodeStats.Histogram histogram = stats.histogram(GET).orElseThrow();
    assertThat(histogram.calls()).isEqualTo(5);
    assertThat(histogram.withinMicros().toString()).isEqualTo("{1=1, 4=3, 66=4, 8657043=5}");
    assertThat(stats.histogram(SET)).isEmpty();
  }

  @Test
  void theLastSlowCommandsAreRememberedTheLatestFirst() {
    settings.set(words("slowlog-max-len", "3", "slowlog-log-slower-than", "1000"));
    assertThat(stats.slow().isSlow(999_999)).isFalse();
    assertThat(stats.slow().isSlow(1_000_000)).isTrue();
    for (int i = 0; i < 20; i++) {
      stats.slow().add(5_500, 2_000_000, words("get", "k" + i), "127.0.0.1:5", Bytes.utf8("me"));
    }
    assertThat(stats.slow().all()).extracting(SlowCommand::id).containsExactly(19L, 18L, 17L);
    assertThat(stats.slow().all().getFirst())
        .isEqualTo(
            new SlowCommand(19, 5, 2000, words("get", "k19"), "127.0.0.1:5", Bytes.utf8("me")));
    settings.set(words("slowlog-max-len", "1"));
    assertThat(stats.slow().all()).extracting(SlowCommand::id).containsExactly(19L);
    stats.slow().reset();
    assertThat(stats.slow().all()).isEmpty();
    stats.slow().add(0, 0, words("get", "k"), "", Bytes.EMPTY);
    assertThat(stats.slow().all()).extracting(SlowCommand::id).containsExactly(20L);
    settings.set(words("slowlog-log-slower-than", "-1"));
    assertThat(stats.slow().isSlow(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aLongCommandIsToldInPart() {
    stats.slow().add(0, 0, Collections.nCopies(52, Bytes.utf8("x".repeat(300))), "", Bytes.EMPTY);
    List<Bytes> told = stats.slow().all().getFirst().words();
    assertThat(told).hasSize(32);
    assertThat(told.getFirst().utf8()).isEqualTo("x".repeat(128) + "... (172 more bytes)");
    assertThat(told.getLast().utf8()).isEqualTo("... (21 more arguments)");
  }

  @Test
  void theLongestOfEachSecondIsASample() {
    settings.set(words("latency-monitor-threshold", "10"));
    LatencyEvents latency = stats.latency();
    assertThat(latency.isLong(9_999_999)).isFalse();
    assertThat(latency.isLong(10_000_000)).isTrue();
    latency.note("command", 1_000, 20_000_000);
    latency.note("command", 1_900, 50_000_000);
    latency.note("command", 1_950, 30_000_000);
    latency.note("command", 2_000, 40_000_000);
    LatencyEvent event = latency.all().values().iterator().next();
    assertThat(event.samples())
        .containsExactly(new LatencyEvent.Sample(1, 50), new LatencyEvent.Sample(2, 40));
    assertThat(event.longestMillis()).isEqualTo(50);
    for (int second = 3; second < 300; second++) {
      latency.note("command", second * 1000L, 10_000_000);
    }
    assertThat(latency.all().values().iterator().next().samples()).hasSize(160);
    assertThat(latency.forget("none")).isFalse();
    assertThat(latency.forget("command")).isTrue();
    assertThat(latency.all()).isEmpty();
  }

  private static List<Bytes> words(String... words) {
    return List.of(words).stream().map(Bytes::utf8).toList();
  }
}
