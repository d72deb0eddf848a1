package chorus.ship;

import chorus.base.Lsn;
import java.util.ArrayDeque;

/// What a leader, or who relays for it, knows of one follower. Pure: it decides, [Shipper] acts.
///
/// ```
///            accepted
///   Probing ---------> Streaming
///      ^                  |
///      +------------------+
///      mismatch, or silence with records under way
/// ```
///
/// Invariant: the follower said that it has durably what is up to [#match], and has not taken it
/// back.
final class Progress {
  /// What the follower is being told.
  enum State {
    /// One empty append at a time, to learn where the logs agree.
    PROBING,
    /// Records ahead of their acknowledgement, up to a limit.
    STREAMING
  }

  private record Sent(Lsn last, long bytes) {}

  private final ArrayDeque<Sent> inFlight = new ArrayDeque<>();
  private final long inFlightLimit;
  private State state = State.PROBING;
  private Lsn match = Lsn.NONE;
  private Lsn next;
  private long inFlightBytes;
  private boolean heard;
  private long heardNanos;
  private long movedNanos;

  /// `next` is the first position to try.
  Progress(Lsn next, long inFlightLimit, long nowNanos) {
    this.next = next;
    this.inFlightLimit = inFlightLimit;
    this.heardNanos = nowNanos;
    this.movedNanos = nowNanos;
  }

  State state() {
    return state;
  }

  Lsn match() {
    return match;
  }

  /// The next record to send; the follower is believed to have the one before.
  Lsn next() {
    return next;
  }

  boolean maySend() {
    return state == State.STREAMING && inFlightBytes < inFlightLimit;
  }

  /// Nothing is on its way that would carry a new commit position.
  boolean isQuiet() {
    return inFlight.isEmpty();
  }

  void sent(Lsn last, long bytes) {
    inFlight.add(new Sent(last, bytes));
    inFlightBytes += bytes;
    next = last.next();
  }

  /// The follower's log is the leader's up to `at`, and durable up to `durable`.
  void accepted(Lsn at, Lsn durable, long nowNanos) {
    heard(nowNanos);
    if (state == State.PROBING) {
      state = State.STREAMING;
      next = at.next();
      movedNanos = nowNanos;
    }
    while (!inFlight.isEmpty() && !inFlight.getFirst().last().isAfter(durable)) {
      inFlightBytes -= inFlight.removeFirst().bytes();
      movedNanos = nowNanos;
    }
    match = Lsn.max(match, durable);
  }

  /// What the follower said that it has is taken back.
  void forgetMatch() {
    match = Lsn.NONE;
  }

  /// The logs differ; they may agree at `shared`. A follower that says so below [#match] has lost
  /// what it had.
  void mismatch(Lsn shared, long nowNanos) {
    heard(nowNanos);
    match = Lsn.min(match, shared);
    probeAfter(shared);
  }

  /// Probes again if records have been under way for longer than `patienceNanos` without any being
  /// acknowledged.
  void tick(long nowNanos, long patienceNanos) {
    if (state == State.STREAMING && !inFlight.isEmpty() && nowNanos - movedNanos > patienceNanos) {
      probeAfter(match);
    }
    if (inFlight.isEmpty()) {
      movedNanos = nowNanos;
    }
  }

  boolean isSilentSince(long nowNanos, long patienceNanos) {
    return nowNanos - heardNanos > patienceNanos;
  }

  /// Whether the follower has said anything to this leadership.
  boolean wasHeard() {
    return heard;
  }

  /// Asks anew how far the follower is, from what it has durably on.
  void probe() {
    probeAfter(match);
  }

  private void heard(long nowNanos) {
    heard = true;
    heardNanos = nowNanos;
  }

  private void probeAfter(Lsn shared) {
    state = State.PROBING;
    next = shared.next();
    inFlight.clear();
    inFlightBytes = 0;
  }
}
