package chorus.single;

import chorus.base.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// Batches that ran and wait for their gate, lowest first.
final class PendingReplies {
  private final PriorityQueue<BatchRun> waiting = new PriorityQueue<>();

  void add(BatchRun run) {
    waiting.add(run);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Answers everything that waits for nothing above `committed`.
  void drain(Lsn committed, Consumer<BatchRun> answer) {
    while (!waiting.isEmpty() && !waiting.peek().gate().isAfter(committed)) {
      answer.accept(waiting.remove());
    }
  }

  /// Takes out what has waited for too long.
  List<BatchRun> overdue(long nowNanos) {
    List<BatchRun> late = new ArrayList<>();
    for (BatchRun each : waiting) {
      if (each.isOverdue(nowNanos)) {
        late.add(each);
      }
    }
    late.sort(null);
    late.forEach(waiting::remove);
    return late;
  }

  /// Takes out everything, in order.
  List<BatchRun> takeAll() {
    List<BatchRun> all = new ArrayList<>();
    while (!waiting.isEmpty()) {
      all.add(waiting.remove());
    }
    return all;
  }
}
