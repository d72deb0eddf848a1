package chorus.control;

import chorus.base.Require;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// What the strand owes to threads of Ratis that may be blocked on it. All can be broken at once,
/// so that a strand that runs no more holds up no shutdown.
///
/// Promises are kept on `replies`, in order: what Ratis does then never runs on the strand.
final class Promises {
  private final Executor replies;
  private final Map<Long, CompletableFuture<?>> open = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean broken;

  Promises(Executor replies) {
    this.replies = replies;
  }

  record Promise<T>(long number, CompletableFuture<T> future) {}

  <T> Promise<T> make() {
    Promise<T> promise = new Promise<>(numbers.incrementAndGet(), new CompletableFuture<>());
    open.put(promise.number(), promise.future());
    if (broken) {
      promise.future().completeExceptionally(stopped());
    }
    return promise;
  }

  <T> void keep(Promise<T> promise, T value) {
    try {
      replies.execute(() -> {
        open.remove(promise.number());
        promise.future().complete(value);
      });
    } catch (RejectedExecutionException closed) {
      // Closing broke every promise before it closed `replies`.
      Require.that(broken, "replies end after promises");
    }
  }

  void breakAll() {
    broken = true;
    open.values().forEach(promise -> promise.completeExceptionally(stopped()));
  }

  private static IllegalStateException stopped() {
    return new IllegalStateException("the control log is stopped");
  }
}
