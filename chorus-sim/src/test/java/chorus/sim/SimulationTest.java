package chorus.sim;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.definition.Model;
import chorus.sim.fault.Fault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SEEDS = Integer.getInteger("chorus.seeds", 300);
  private static final long FROM = Long.getLong("chorus.from", 1);

  /// Broke a law once; docs/explanation/how-we-test.md says which and why.
  private static final List<Long> FOUND =
      List.of(
          2L, 4L, 6L, 7L, 525L, 20266L, 23677L, 24814L, 32306L, 50798L, 101839L, 110449L, 2640L,
          7191L, 802L, 301L, 598L, 726L, 1580L, 1606L, 1621L, 1736L, 1779L, 1880L, 1961L, 3030L,
          3068L, 3095L, 3147L, 3539L, 3696L, 3755L, 4392L, 4530L, 4590L, 5893L, 6075L, 7728L, 9318L,
          9684L, 9827L);

  /// They reach what one seed of some hundred does.
  private static final List<Long> RARE = List.of(579L);

  @Test
  void noSeedBreaksALaw() {
    var broken = new ArrayList<String>();
    var seen = new TreeSet<Fault>();
    var totals = new Totals();
    Simulations.Summary summary =
        Simulations.run(
            FROM,
            SEEDS,
            Model.SINGLE_LEADER,
            2,
            result -> {
              totals.add(result.work());
              result.faults().forEach((fault, times) -> note(seen, fault, times));
              if (!result.isClean()) {
                broken.add(
                    "./chorus sim replay " + result.seed() + " shows " + result.violations());
              }
            });
    assertThat(broken).isEmpty();
    assertThat(summary.seeds()).isEqualTo(SEEDS);
    assertThat(seen).as("faults that happened").contains(Fault.values());
    assertThat(reached(summary)).as("markers that a seed reached").contains(Marker.values());
    assertThat(totals.answered).as("answers").isGreaterThan(200L * SEEDS);
    assertThat(totals.leaderships).as("leaders").isGreaterThan(2L * SEEDS);
    assertThat(totals.undecided).as("histories that could not be judged").isZero();
  }

  @Test
  void seedsThatBrokeALawOnceAreClean() {
    for (long seed : FOUND) {
      assertThat(new Simulation(seed, Set.of()).run().violations()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void everyDiskMayRotEachElsewhere() {
    Focus focus =
        Focus.on(
            Fault.HELICAL_ROT, Fault.ROTTEN_ROWS, Fault.PARTITION, Fault.ONE_WAY, Fault.SLOW_DISK);
    int repaired = 0;
    for (long seed = 1; seed <= 30; seed++) {
      SimResult result = new Simulation(seed, Set.of(), focus).run();
      assertThat(result.violations()).as("seed %d", seed).isEmpty();
      repaired += result.markers().contains(Marker.LOG_REPAIRED) ? 1 : 0;
    }
    assertThat(repaired).isGreaterThan(20);
  }

  @Test
  void seedRepeatsItselfExactly() {
    for (long seed : List.of(3L, 17L, 101L)) {
      SimResult first = new Simulation(seed, Set.of()).run();
      SimResult second = new Simulation(seed, Set.of()).run();
      assertThat(second).isEqualTo(first);
    }
  }

  private static Set<Marker> reached(Simulations.Summary summary) {
    Set<Marker> reached = EnumSet.noneOf(Marker.class);
    summary
        .markers()
        .forEach((marker, seeds) -> {
          if (seeds > 0) {
            reached.add(marker);
          }
        });
    RARE.forEach(seed -> reached.addAll(new Simulation(seed, Set.of()).run().markers()));
    return reached;
  }

  private static void note(Set<Fault> seen, Fault fault, long times) {
    if (times > 0) {
      seen.add(fault);
    }
  }

  private static final class Totals {
    private long answered;
    private long leaderships;
    private long undecided;

    void add(SimResult.Work work) {
      answered += work.answered();
      leaderships += work.leaderships();
      undecided += work.undecided();
    }
  }
}
