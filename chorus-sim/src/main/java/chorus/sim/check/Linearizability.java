package chorus.sim.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Is there an order of the operations on one key that respects real time and explains every
/// answer?
///
/// A depth-first search that picks, again and again, an operation that had begun before any other
/// remaining one had returned, and that gives the answer which was seen. A pair (operations done,
/// state) that was reached before is not entered again. Source: Wing and Gong 1993, with Lowe's
/// memory of visited configurations (2017).
public final class Linearizability {
  private final long budget;
  private final List<KeyEvent> events;
  private final Set<Configuration> visited = new HashSet<>();
  private final BitSet done = new BitSet();
  private final List<Move> path = new ArrayList<>();
  private final int answeredInAll;
  private int deepest;
  private List<Integer> deepestPath = List.of();

  private Linearizability(List<KeyEvent> history, long budget) {
    this.budget = budget;
    var sorted = new ArrayList<KeyEvent>();
    for (KeyEvent event : history) {
      if (!event.isOpen() || !event.operation().isRead()) {
        sorted.add(event);
      }
    }
    sorted.sort(Comparator.comparingLong(KeyEvent::invokedNanos));
    this.events = sorted;
    this.answeredInAll = (int) sorted.stream().filter(event -> !event.isOpen()).count();
  }

  /// What a search found.
  public sealed interface Finding {
    record Linearizable() implements Finding {}

    record NotLinearizable(String explanation) implements Finding {}

    /// The search was given up; the history was too entangled.
    record Undecided(long configurations) implements Finding {}
  }

  /// Examines one key's history; `budget` is the number of configurations that may be visited.
  public static Finding check(List<KeyEvent> history, long budget) {
    return new Linearizability(history, budget).search();
  }

  private Finding search() {
    KeyState state = KeyState.ABSENT;
    int answered = 0;
    int from = 0;
    while (true) {
      if (answered == answeredInAll) {
        return new Finding.Linearizable();
      }
      Move move = next(state, from);
      if (move != null) {
        path.add(move);
        done.set(move.event);
        state = move.after;
        answered += events.get(move.event).isOpen() ? 0 : 1;
        remember(answered);
        from = 0;
      } else if (path.isEmpty()) {
        return new Finding.NotLinearizable(explanation());
      } else {
        Move last = path.removeLast();
        done.clear(last.event);
        state = last.before;
        answered -= events.get(last.event).isOpen() ? 0 : 1;
        from = last.event + 1;
      }
      if (visited.size() > budget) {
        return new Finding.Undecided(visited.size());
      }
    }
  }

  /// The first operation from number `from` on that can be next, or null.
  private @Nullable Move next(KeyState state, int from) {
    long firstReturn = firstReturn();
    for (int i = done.nextClearBit(from); i < events.size(); i = done.nextClearBit(i + 1)) {
      KeyEvent event = events.get(i);
      if (event.invokedNanos() > firstReturn) {
        return null;
      }
      KeyOperation.Step step = event.operation().on(state);
      boolean fits =
          event.isOpen() ? !step.next().equals(state) : step.answer().equals(event.answer());
      if (fits) {
        var then = (BitSet) done.clone();
        then.set(i);
        if (visited.add(new Configuration(then, step.next()))) {
          return new Move(i, state, step.next());
        }
      }
    }
    return null;
  }

  private long firstReturn() {
    long first = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < events.size(); i = done.nextClearBit(i + 1)) {
      if (events.get(i).invokedNanos() > first) {
        break;
      }
      first = Math.min(first, events.get(i).returnedNanos());
    }
    return first;
  }

  private void remember(int answered) {
    if (answered > deepest) {
      deepest = answered;
      deepestPath = path.stream().map(move -> move.event).toList();
    }
  }

  private String explanation() {
    KeyState state = KeyState.ABSENT;
    var explained = new BitSet();
    for (int event : deepestPath) {
      state = events.get(event).operation().on(state).next();
      explained.set(event);
    }
    var stuck = new ArrayList<String>();
    int i = explained.nextClearBit(0);
    while (i < events.size() && stuck.size() < 6) {
      stuck.add(events.get(i).toString());
      i = explained.nextClearBit(i + 1);
    }
    String last = deepestPath.isEmpty() ? "" : events.get(deepestPath.getLast()).toString();
    return "after %d of %d answers, the last %s, with the key at %s, nothing explains %s"
        .formatted(deepest, answeredInAll, last, state, stuck);
  }

  private record Configuration(BitSet done, KeyState state) {}

  private record Move(int event, KeyState before, KeyState after) {}
}
