package chorus.sim.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether each number of a sequence is told to one client once, and the numbers of one answer
/// rise.
public final class UniqueNumbers {
  public static final String LAW = "no number of a sequence is given twice";

  private final Verdicts verdicts;
  private final Map<String, TreeSet<Long>> told = new TreeMap<>();
  private final Map<String, Block> blocks = new TreeMap<>();
  private final Map<String, Long> resumedAt = new TreeMap<>();
  private long resumed;

  /// What a leader may give out.
  private record Block(long epoch, long upTo) {}

  public UniqueNumbers(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /// One answer told a client these numbers.
  public void told(String sequence, List<Long> numbers) {
    TreeSet<Long> before = told.computeIfAbsent(sequence, fresh -> new TreeSet<>());
    long last = 0;
    for (long number : numbers) {
      verdicts.require(LAW, number > last, "not above the one before", sequence, number, last);
      verdicts.require(LAW, before.add(number), "told before", sequence, number);
      last = number;
    }
    Long above = resumedAt.get(sequence);
    if (above != null && last >= above) {
      resumedAt.remove(sequence);
      resumed++;
    }
  }

  /// The leader of `epoch` has the numbers `from` to `upTo` to give out.
  public void reserved(String sequence, long epoch, long from, long upTo) {
    Block before = blocks.put(sequence, new Block(epoch, upTo));
    TreeSet<Long> given = told.getOrDefault(sequence, new TreeSet<>());
    if (before != null && before.epoch < epoch && !given.contains(before.upTo)) {
      resumedAt.put(sequence, from);
    }
  }

  /// How often a leader went on above numbers that its predecessor had left.
  public long resumedCount() {
    return resumed;
  }

  public long toldCount() {
    return told.values().stream().mapToLong(TreeSet::size).sum();
  }
}
