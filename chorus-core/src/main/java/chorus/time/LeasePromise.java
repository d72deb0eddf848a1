package chorus.time;

import chorus.base.Epoch;

/// A member's side of a lease: the leadership that it follows, and until when it follows no other.
///
/// Immutable; `untilNanos` is on the member's own monotonic clock. After a restart a member has
/// forgotten what it promised, so it starts with [#unknown], which binds it for a whole lease.
public record LeasePromise(Epoch epoch, long untilNanos) {
  /// Promised nothing.
  public static LeasePromise none(long nowNanos) {
    return new LeasePromise(Epoch.NONE, nowNanos);
  }

  /// May have promised anything.
  public static LeasePromise unknown(long nowNanos, long leaseNanos) {
    return new LeasePromise(Epoch.NONE, nowNanos + leaseNanos);
  }

  /// Whether the leader of `asking` may be promised to: the same leadership again, or a later one
  /// once this has run out.
  public boolean allows(Epoch asking, long nowNanos) {
    return asking.equals(epoch) || (asking.isAfter(epoch) && nowNanos - untilNanos >= 0);
  }

  /// The promise to `asking`, for a whole lease from now on.
  public LeasePromise renewed(Epoch asking, long nowNanos, long leaseNanos) {
    return new LeasePromise(asking, nowNanos + leaseNanos);
  }
}
