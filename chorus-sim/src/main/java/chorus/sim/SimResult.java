package chorus.sim;

import chorus.sim.check.Violation;
import chorus.sim.fault.Fault;
import chorus.sim.fault.FaultPlan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one seed did.
///
/// `trace` is equal in every run of the seed, in any Java process. `undecided` keys had histories
/// too entangled to be judged.
public record SimResult(
    long seed,
    long trace,
    List<Violation> violations,
    long virtualMillis,
    long steps,
    Map<Fault, Long> faults,
    Set<Marker> markers,
    FaultPlan plan,
    Work work) {
  public SimResult {
    violations = List.copyOf(violations);
    markers = Collections.unmodifiableSet(new TreeSet<>(markers));
    faults = Collections.unmodifiableMap(new TreeMap<>(faults));
  }

  /// What was done, so that a run that did nothing is not taken for a clean one.
  public record Work(
      long answered,
      long failed,
      long open,
      long eventualReads,
      long leaderships,
      long records,
      int undecided) {}

  public boolean isClean() {
    return violations.isEmpty();
  }

  /// Faults of all kinds together, lost and repeated messages included.
  public long faultCount() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The trace hash as people compare it.
  public String traceHex() {
    return String.format("%016x", trace);
  }
}
