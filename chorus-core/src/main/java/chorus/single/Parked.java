package chorus.single;

import chorus.base.Lsn;
import chorus.command.Outcome;
import chorus.env.Timer;
import chorus.resp.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Batches whose next command waits for a key, first come first served: whoever was tried in vain
/// is where it was before.
final class Parked {
  /// One batch, what it waits for, in which rows that was seen, and the timer that ends its
  /// patience.
  record Waiter(BatchRun run, Outcome.Park park, Lsn observed, @Nullable Timer timer) {
    List<Bytes> keys() {
      return park.keys();
    }

    /// Answers as one that waited in vain.
    void giveUp() {
      run.answered(park.onTimeout(), observed);
    }
  }

  private static final Comparator<Waiter> BY_COMING =
      Comparator.comparingLong(waiter -> waiter.run().sequence());

  private final SequencedSet<Waiter> all = new TreeSet<>(BY_COMING);
  private final Map<Bytes, SequencedSet<Waiter>> byKey = new TreeMap<>();

  boolean isEmpty() {
    return all.isEmpty();
  }

  int size() {
    return all.size();
  }

  /// Everybody, in the order of their coming.
  List<Waiter> all() {
    return List.copyOf(all);
  }

  void add(Waiter waiter) {
    all.add(waiter);
    for (Bytes key : waiter.keys()) {
      byKey.computeIfAbsent(key, any -> new TreeSet<>(BY_COMING)).add(waiter);
    }
  }

  /// Takes out everybody who waits for `key`, in the order of their coming.
  List<Waiter> wake(Bytes key) {
    SequencedSet<Waiter> waiting = byKey.get(key);
    if (waiting == null) {
      return List.of();
    }
    List<Waiter> woken = List.copyOf(waiting);
    woken.forEach(this::remove);
    return woken;
  }

  void remove(Waiter waiter) {
    if (!all.remove(waiter)) {
      return;
    }
    if (waiter.timer() != null) {
      waiter.timer().cancel();
    }
    for (Bytes key : waiter.keys()) {
      SequencedSet<Waiter> waiting = byKey.get(key);
      if (waiting != null) {
        waiting.remove(waiter);
        if (waiting.isEmpty()) {
          byKey.remove(key);
        }
      }
    }
  }

  /// Takes out everybody, in the order of their coming.
  List<Waiter> takeAll() {
    List<Waiter> waiters = all();
    waiters.forEach(this::remove);
    return waiters;
  }
}
