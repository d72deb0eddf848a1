package chorus.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.bench.failover.Journal.Write;
import chorus.bench.report.Medians;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FailoverTest {
  private static final long KILLED = 1_000_000_000L;
  private static final long GONE = 1_010_000_000L;

  private final Journal journal = new Journal();

  @Test
  void whatWasSentBeforeTheLeaderWasGoneDoesNotShowThatAnotherWorks() {
    journal.leaderIsGone(GONE);
    journal.add(new Write("a", GONE - 1, GONE + 5_000_000, null));
    assertThat(journal.recovered()).isFalse();
    journal.add(new Write("b", GONE + 1, GONE + 7_000_000, "INDETERMINATE"));
    assertThat(journal.recovered()).isFalse();
    journal.add(new Write("c", GONE + 2, GONE + 90_000_000, null));
    assertThat(journal.recovered()).isTrue();
  }

  @Test
  void theFirstAcknowledgementCountsFromTheKill() {
    journal.leaderIsGone(GONE);
    journal.add(new Write("late", GONE + 1, GONE + 900_000_000, null));
    journal.add(new Write("early", GONE + 2, GONE + 500_000_000, null));
    assertThat(failover().recoveredMillis()).isEqualTo(510);
    assertThat(failover().goneMillis()).isEqualTo(10);
  }

  @Test
  void errorsOfWritesUnderWayAreCountedApart() {
    journal.leaderIsGone(GONE);
    journal.add(new Write("a", GONE - 1, GONE + 4_000_000_000L, "INDETERMINATE"));
    journal.add(new Write("b", GONE + 1, GONE + 7_000_000_000L, "no connection"));
    journal.add(new Write("c", GONE + 2, GONE + 900_000_000, null));
    assertThat(failover().underway()).isEqualTo(Map.of("INDETERMINATE", 1L));
    assertThat(failover().later()).isEqualTo(Map.of("no connection", 1L));
    assertThat(failover().acknowledged()).isEqualTo(1);
    assertThat(failover().longestMillis()).as("of those with a connection").isBetween(4e3, 4.1e3);
  }

  @Test
  void ofTwentyRunsTheLongestIsTheNinetyNinthPercentile() {
    List<Failover> runs =
        IntStream.rangeClosed(1, 20).mapToObj(i -> recoveredAfter(i * 100)).toList();
    assertThat(Medians.p99(runs, run -> run.recoveredMillis() / 1e3)).isEqualTo(2.0);
    assertThat(FailoverSummary.of(runs, Map.of()).lines())
        .contains("| any | 20 | 1.05 | 2.00 | 0.10–2.00 | 1.00 | 0 of 20 | 0.0 | none | none |");
  }

  private Failover failover() {
    return Failover.of("any", 1, journal, KILLED, 0, 0.0, 0.0);
  }

  private static Failover recoveredAfter(double millis) {
    return new Failover("any", 1, 1, millis, 1, 0, Map.of(), Map.of(), 1, 0.0, 100.0);
  }
}
