package chorus.control;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.MetaMachine;
import chorus.env.Scheduler;
import chorus.env.Timer;
import chorus.resp.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Brings what Ratis commits to the machine, on the machine's strand, and tells those who wait for
/// an index when it is there.
///
/// Ratis' threads post; all state below the first field group belongs to the strand. What is posted
/// before [#start] waits for it.
final class MachineFeed {
  private final Scheduler strand;

  private final Promises promises;

  private volatile boolean stopped;

  private @Nullable MetaMachine machine;
  private final Deque<Post> held = new ArrayDeque<>();
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>(Comparator.comparingLong((Waiter waiter) -> waiter.index));
  private long applied = -1;
  private boolean leading;

  /// A step that needs the machine.
  private interface Post {
    void run(MetaMachine machine);
  }

  /// Someone who waits for `index`; told once.
  private static final class Waiter {
    private final long index;
    private final Fault late;
    private final Completion<Done> done;
    private @Nullable Timer timer;

    private Waiter(long index, Fault late, Completion<Done> done) {
      this.index = index;
      this.late = late;
      this.done = done;
    }

    private void tell(Result<Done> result) {
      if (timer != null) {
        timer.cancel();
      }
      done.complete(result);
    }
  }

  MachineFeed(Scheduler strand, Executor replies) {
    this.strand = strand;
    this.promises = new Promises(replies);
  }

  // Any thread.

  /// Applies the command at `index`; the future completes once that is done.
  CompletableFuture<Done> apply(long index, Bytes command) {
    Promises.Promise<Done> applied = promises.make();
    post(to -> {
      to.apply(command);
      advance(index);
      promises.keep(applied, Done.DONE);
    });
    return applied.future();
  }

  /// An entry that is no command was committed at `index`.
  void skip(long index) {
    post(to -> advance(index));
  }

  /// Replaces the state by that of `index`.
  void restore(long index, Bytes snapshot) {
    post(to -> {
      to.restore(snapshot);
      advance(index);
    });
  }

  /// The state behind everything that was handed over before this call.
  CompletableFuture<Bytes> snapshot() {
    Promises.Promise<Bytes> taken = promises.make();
    post(to -> promises.keep(taken, to.snapshot()));
    return taken.future();
  }

  void leads(Leadership now) {
    post(to -> {
      boolean leads = now == Leadership.HELD;
      if (leads == leading) {
        return;
      }
      leading = leads;
      if (leads) {
        to.leadershipGained();
      } else {
        to.leadershipLost();
      }
    });
  }

  /// Lets go of every thread that waits for the machine, which may never run again.
  void abandon() {
    stopped = true;
    promises.breakAll();
  }

  // The strand.

  void start(MetaMachine target) {
    machine = target;
    for (Post next = held.poll(); next != null; next = held.poll()) {
      next.run(target);
    }
  }

  /// Tells `done` once the machine has applied `index`; after `patience`, the fault `late`. Runs in
  /// a task of its own, so `done` may be told at once.
  void await(long index, Duration patience, Fault late, Completion<Done> done) {
    Waiter waiter = new Waiter(index, late, done);
    if (applied >= index) {
      waiter.tell(Result.ok(Done.DONE));
    } else if (stopped) {
      waiter.tell(Result.failed(late));
    } else {
      waiters.add(waiter);
      waiter.timer = strand.after(patience, () -> giveUp(waiter));
    }
  }

  /// Feeds the machine no more; those who wait learn that they will not see it here.
  void stop() {
    abandon();
    held.clear();
    for (Waiter next = waiters.poll(); next != null; next = waiters.poll()) {
      Waiter left = next;
      strand.execute(() -> left.tell(Result.failed(left.late)));
    }
  }

  private void giveUp(Waiter waiter) {
    if (waiters.remove(waiter)) {
      waiter.tell(Result.failed(waiter.late));
    }
  }

  private void advance(long index) {
    applied = Math.max(applied, index);
    while (!waiters.isEmpty() && waiters.peek().index <= applied) {
      Waiter next = waiters.remove();
      strand.execute(() -> next.tell(Result.ok(Done.DONE)));
    }
  }

  private void post(Post step) {
    if (stopped) {
      return;
    }
    strand.execute(() -> {
      if (stopped) {
        return;
      }
      if (machine == null) {
        held.add(step);
      } else {
        step.run(machine);
      }
    });
  }
}
