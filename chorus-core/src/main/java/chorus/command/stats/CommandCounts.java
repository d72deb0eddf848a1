package chorus.command.stats;

import chorus.base.Limits;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What one gateway counts: commands by their numbers in the table, and errors by their first word.
///
/// The gateway's strand counts; any may read, and begin anew.
public final class CommandCounts {
  private static final int CALLS = 0;
  private static final int NANOS = 1;
  private static final int REJECTED = 2;
  private static final int FAILED = 3;
  private static final int WIDTH = 4;
  private static final String OTHERS = "OTHERS";

  private final int commands;
  private final AtomicReference<Cells> cells;

  /// Replaced as a whole when counting begins anew.
  private static final class Cells {
    final AtomicLongArray numbers;
    final AtomicReferenceArray<@Nullable LatencyBuckets> times;
    final AtomicReference<SortedMap<String, AtomicLong>> errors =
        new AtomicReference<>(Collections.emptySortedMap());

    Cells(int commands) {
      numbers = new AtomicLongArray(commands * WIDTH);
      times = new AtomicReferenceArray<>(commands);
    }

    /// The count of a word that was not seen yet.
    AtomicLong another(String word) {
      SortedMap<String, AtomicLong> after = new TreeMap<>(errors.get());
      AtomicLong count =
          after.computeIfAbsent(
              after.size() < Limits.ERROR_WORDS ? word : OTHERS, fresh -> new AtomicLong());
      errors.set(after);
      return count;
    }

    void add(int command, int what, long more) {
      int at = command * WIDTH + what;
      numbers.lazySet(at, numbers.getPlain(at) + more);
    }
  }

  CommandCounts(int commands) {
    this.commands = commands;
    this.cells = new AtomicReference<>(new Cells(commands));
  }

  /// A command was run.
  public void ran(int command) {
    cells.get().add(command, CALLS, 1);
  }

  /// It took so long.
  public void took(int command, long nanos) {
    Cells now = cells.get();
    now.add(command, NANOS, nanos);
    LatencyBuckets times = now.times.getPlain(command);
    if (times == null) {
      times = new LatencyBuckets();
      now.times.set(command, times);
    }
    times.add(nanos);
  }

  /// It answered an error.
  public void failed(int command) {
    cells.get().add(command, FAILED, 1);
  }

  /// It was not run, for want of words or behind MULTI.
  public void rejected(int command) {
    cells.get().add(command, REJECTED, 1);
  }

  /// An error was answered that begins with `word`. Beyond a limit of different words they count
  /// together.
  public void error(String word) {
    Cells now = cells.get();
    AtomicLong count = now.errors.get().get(word);
    if (count == null) {
      count = now.another(word);
    }
    count.lazySet(count.getPlain() + 1);
  }

  void reset() {
    cells.set(new Cells(commands));
  }

  void addTo(CommandSum sum, int command) {
    Cells now = cells.get();
    int at = command * WIDTH;
    sum.add(
        now.numbers.get(at + CALLS),
        now.numbers.get(at + NANOS),
        now.numbers.get(at + REJECTED),
        now.numbers.get(at + FAILED),
        now.times.get(command));
  }

  SortedMap<String, Long> errors() {
    SortedMap<String, Long> counted = new TreeMap<>();
    cells.get().errors.get().forEach((word, count) -> counted.put(word, count.get()));
    return counted;
  }
}
