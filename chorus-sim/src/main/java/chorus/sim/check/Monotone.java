package chorus.sim.check;

import java.util.Map;
import java.util.TreeMap;

/// A number that never falls, for each of many names: what one client reads of a counter at one
/// level, a commit position, an epoch.
public final class Monotone {
  private final Verdicts verdicts;
  private final String law;
  private final Map<String, Long> highest = new TreeMap<>();

  public Monotone(Verdicts verdicts, String law) {
    this.verdicts = verdicts;
    this.law = law;
  }

  public void saw(String name, long number) {
    Long before = highest.get(name);
    if (before != null && number < before) {
      verdicts.broken(law, name + " fell from " + before + " to " + number);
    }
    highest.merge(name, number, Math::max);
  }

  /// `name` begins anew, as a restarted process does.
  public void forget(String name) {
    highest.remove(name);
  }
}
