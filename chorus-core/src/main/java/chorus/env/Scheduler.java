package chorus.env;

import java.time.Duration;
import java.util.function.Supplier;

/// Runs tasks on one strand.
public interface Scheduler {
  /// Runs `task` on this strand, after the tasks that are waiting. Any strand may call it.
  void execute(Runnable task);

  /// Runs `task` on this strand once `delay` has passed, unless the timer is cancelled before.
  Timer after(Duration delay, Runnable task);

  /// Runs `work` away from the strand and gives its result back to it. Work of one strand runs one
  /// at a time, in request order. `work` touches nothing that a strand changes; an exception in it
  /// stops the replica.
  <T> void offload(Supplier<T> work, Completion<T> done);
}
