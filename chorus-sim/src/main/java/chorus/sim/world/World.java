package chorus.sim.world;

import chorus.base.NodeId;
import chorus.base.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Virtual time and everything that is going to happen in it: one queue, one thread.
///
/// Events of the same instant run in a seeded order, so that nothing can lean on the order in which
/// they were asked for. The running hash covers each event's time, kind and place; two runs of a
/// seed with equal hashes did the same.
public final class World {
  private final SimEntropy entropy;
  private final RandomGenerator ties;
  private final PriorityQueue<Event> queue = new PriorityQueue<>(1024);
  private final List<Observer> observers = new ArrayList<>();
  private final long stepLimit;
  private long nowNanos;
  private long steps;
  private long sequence;
  private long hash;
  private @Nullable Event atHand;

  /// `stepLimit`: more events than this in one run are a livelock, and end it with an exception.
  public World(SimEntropy entropy, long stepLimit) {
    this.entropy = entropy;
    this.ties = entropy.fork("world/ties");
    this.stepLimit = stepLimit;
    this.hash = entropy.seed();
  }

  public SimEntropy entropy() {
    return entropy;
  }

  /// Virtual nanoseconds since the beginning.
  public long nowNanos() {
    return nowNanos;
  }

  public long nowMillis() {
    return nowNanos / 1_000_000;
  }

  /// Events run so far.
  public long steps() {
    return steps;
  }

  /// 64 bits over everything that happened so far.
  public long traceHash() {
    return StableHash.mix(hash);
  }

  /// Lets `observer` see each event that is emitted from now on, in the emitter's frame.
  public void observe(Observer observer) {
    observers.add(observer);
  }

  boolean observed() {
    return !observers.isEmpty();
  }

  /// Tells the observers; `node` saw it or did it.
  public void emit(NodeId node, Record event) {
    note(StableHash.of(event.getClass().getSimpleName()));
    for (Observer observer : observers) {
      observer.saw(nowNanos, node, event);
    }
  }

  /// Mixes a fact into the trace hash.
  public void note(long fact) {
    hash = (hash ^ fact) * 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
  }

  /// Does `task` after `delayNanos`; `place` is the number of the machine concerned, or -1.
  public void after(long delayNanos, EventKind kind, int place, Runnable task) {
    at(nowNanos + Math.max(0, delayNanos), kind, place, task);
  }

  /// Does `task` at `timeNanos`, which is not past.
  public void at(long timeNanos, EventKind kind, int place, Runnable task) {
    Require.that(timeNanos >= nowNanos, "an event lies in the future", timeNanos, nowNanos);
    queue.add(new Event(timeNanos, ties.nextInt(), sequence++, kind, place, task));
  }

  /// Does what is due until `deadlineNanos`, and then lets it be that time.
  public void runUntil(long deadlineNanos) {
    while (!queue.isEmpty() && queue.peek().timeNanos <= deadlineNanos) {
      step();
    }
    nowNanos = Math.max(nowNanos, deadlineNanos);
  }

  public void runFor(Duration span) {
    runUntil(nowNanos + span.toNanos());
  }

  /// Does the next event; false if there is none.
  public boolean step() {
    Event event = queue.poll();
    if (event == null) {
      return false;
    }
    steps++;
    if (steps > stepLimit) {
      throw new StepLimitReached(steps, nowMillis());
    }
    nowNanos = event.timeNanos;
    note(nowNanos ^ ((long) event.kind.code() << 56) ^ ((long) event.place << 48));
    atHand = event;
    event.task.run();
    atHand = null;
    return true;
  }

  /// The kind of the event that is running, for messages about a failure.
  public String atHand() {
    Event event = atHand;
    return event == null ? "nothing" : event.kind + "@" + event.place;
  }

  /// Sees what nodes emit.
  @FunctionalInterface
  public interface Observer {
    void saw(long nowNanos, NodeId node, Record event);
  }

  /// The run does not come to rest.
  public static final class StepLimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepLimitReached(long steps, long millis) {
      super(steps + " events in " + millis + " virtual ms: a livelock");
    }
  }

  private record Event(
      long timeNanos, int tie, long sequence, EventKind kind, int place, Runnable task)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      if (timeNanos != other.timeNanos) {
        return Long.compare(timeNanos, other.timeNanos);
      }
      return tie != other.tie
          ? Integer.compare(tie, other.tie)
          : Long.compare(sequence, other.sequence);
    }
  }
}
