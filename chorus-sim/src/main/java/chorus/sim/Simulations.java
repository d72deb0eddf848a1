package chorus.sim;

import chorus.base.PlantedBug;
import chorus.definition.Model;
import chorus.sim.fault.Fault;
import chorus.sim.world.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Many seeds, each in a thread of its own pace; results come in the order of the seeds.
public final class Simulations {
  private Simulations() {}

  /// Runs `count` seeds from `from` on, on `threads` threads, and tells `each` of every result, in
  /// order.
  public static Summary run(
      long from, int count, Model model, int threads, Consumer<SimResult> each) {
    return switch (model) {
      case SINGLE_LEADER -> run(from, count, threads, Set.of(), each);
    };
  }

  /// Like [#run(long, int, Model, int, Consumer)], with bugs planted in every node.
  public static Summary run(
      long from, int count, int threads, Set<PlantedBug> bugs, Consumer<SimResult> each) {
    var summary = new Summary();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<SimResult>>();
      for (long seed = from; seed < from + count; seed++) {
        long mine = seed;
        running.add(pool.submit(() -> new Simulation(mine, bugs).run()));
      }
      for (Future<SimResult> next : running) {
        SimResult result = next.get();
        summary.add(result);
        each.accept(result);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two seeds", interrupted);
    } catch (ExecutionException broken) {
      throw new IllegalStateException("the simulator itself failed", broken.getCause());
    }
    return summary;
  }

  /// What all seeds did together.
  public static final class Summary {
    private final List<SimResult> failing = new ArrayList<>();
    private int seeds;
    private long violations;
    private long virtualMillis;
    private long failovers;
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Marker, Integer> markers = new EnumMap<>(Marker.class);
    private long trace;

    void add(SimResult result) {
      seeds++;
      violations += result.violations().size();
      virtualMillis += result.virtualMillis();
      failovers += Math.max(0, result.work().leaderships() - 1);
      result.faults().forEach((fault, times) -> faults.merge(fault, times, Long::sum));
      result.markers().forEach(marker -> markers.merge(marker, 1, Integer::sum));
      trace = seeds == 1 ? result.trace() : StableHash.mix(trace * 31 + result.trace());
      if (!result.isClean()) {
        failing.add(result);
      }
    }

    public boolean isClean() {
      return violations == 0;
    }

    /// The seeds that broke a law.
    public List<SimResult> failing() {
      return List.copyOf(failing);
    }

    public int seeds() {
      return seeds;
    }

    public long violations() {
      return violations;
    }

    public double simulatedHours() {
      return virtualMillis / 3_600_000.0;
    }

    /// Leaders that followed another one.
    public long failovers() {
      return failovers;
    }

    public long faults() {
      return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How often each family of faults struck; lost, repeated and late messages count one each.
    public Map<Fault, Long> faultsByKind() {
      return Collections.unmodifiableMap(faults);
    }

    /// How many seeds reached each marker; one that none reached is there with zero.
    public Map<Marker, Integer> markers() {
      var all = new EnumMap<Marker, Integer>(Marker.class);
      for (Marker each : Marker.values()) {
        all.put(each, markers.getOrDefault(each, 0));
      }
      return all;
    }

    /// One number for all traces; of a single seed its own.
    public String traceHex() {
      return String.format("%016x", trace);
    }

    /// The last line of a run.
    public String line() {
      return String.format(
          "%d seeds, %d violations, %.2f simulated hours, %d faults, trace %s",
          seeds, violations, simulatedHours(), faults(), traceHex());
    }
  }
}
