package chorus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RedisBenchmarkTest {
  @Test
  void warningsAreKeptApartFromFigures() {
    RedisBenchmark parsed =
        RedisBenchmark.parsed(
            """
            WARNING: Could not fetch server CONFIG
            "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
            "SET","434782.59","1.655","0.184","1.119","3.879","4.463","4.567"
            "LRANGE_100 (first 100 elements)","28571.43","1.203","0.256","1.095","2.151","4.191","4.479"
            """);

    assertEquals(
        List.of(
            new RedisBenchmark.Line("SET", 434_782.59, 1.119, 4.463),
            new RedisBenchmark.Line("LRANGE_100 (first 100 elements)", 28_571.43, 1.095, 4.191)),
        parsed.lines());
    assertEquals(List.of("WARNING: Could not fetch server CONFIG"), parsed.complaints());
  }
}
