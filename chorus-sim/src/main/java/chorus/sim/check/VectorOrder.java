package chorus.sim.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads of several counters that only rise must be comparable: if one reader saw the first counter
/// further on and another the second, then they saw the writes in different orders (a long fork).
public final class VectorOrder {
  public static final String LAW = "visibility order is log order";
  private final Verdicts verdicts;
  private final List<Sighting> sightings = new ArrayList<>();

  public VectorOrder(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /// One read, by anybody, at any replica.
  public void saw(String reader, List<Long> counters) {
    sightings.add(new Sighting(reader, List.copyOf(counters)));
  }

  /// Compares all sightings; called once, at the end.
  public void finish() {
    Comparator<Sighting> bySum =
        Comparator.comparingLong(each -> each.counters.stream().mapToLong(Long::longValue).sum());
    sightings.sort(bySum);
    for (int i = 1; i < sightings.size(); i++) {
      Sighting before = sightings.get(i - 1);
      Sighting after = sightings.get(i);
      for (int c = 0; c < before.counters.size(); c++) {
        if (before.counters.get(c) > after.counters.get(c)) {
          verdicts.broken(LAW, before + " and " + after);
          return;
        }
      }
    }
  }

  private record Sighting(String reader, List<Long> counters) {}
}
