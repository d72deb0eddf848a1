package chorus.single;

import chorus.ack.AckTracker;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;

/// Batches that satisfy their database's mode, and wait for what their connection asks for besides.
final class Confirmations {
  private final AckTracker acks;
  private final Acknowledging acknowledging;
  private final SequencedSet<BatchRun> waiting = new LinkedHashSet<>();

  Confirmations(AckTracker acks, Acknowledging acknowledging) {
    this.acks = acks;
    this.acknowledging = acknowledging;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Answers the batch now, if its writes are where its connection asks, or when they are.
  void answer(BatchRun run, Consumer<BatchRun> succeed) {
    if (isConfirmed(run)) {
      succeed.accept(run);
    } else {
      waiting.add(run);
    }
  }

  /// More may be durable: answers what is confirmed now.
  void look(Consumer<BatchRun> succeed) {
    if (waiting.isEmpty()) {
      return;
    }
    List<BatchRun> confirmed = waiting.stream().filter(this::isConfirmed).toList();
    confirmed.forEach(waiting::remove);
    confirmed.forEach(succeed);
  }

  /// Gives up what has waited for too long.
  void giveUpOverdue(long nowNanos, String why) {
    List<BatchRun> late = waiting.stream().filter(each -> each.isOverdue(nowNanos)).toList();
    late.forEach(waiting::remove);
    late.forEach(each -> each.answerUnconfirmed(why));
  }

  /// The leadership ends.
  void end(String why) {
    waiting.forEach(each -> each.answerUnconfirmed(why));
    waiting.clear();
  }

  private boolean isConfirmed(BatchRun run) {
    return acknowledging.rule(run.level()).filter(it -> !acks.isMet(it, run.written())).isEmpty();
  }
}
