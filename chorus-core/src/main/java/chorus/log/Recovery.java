package chorus.log;

import chorus.base.Lsn;

/// What opening a log found.
public sealed interface Recovery {
  /// The log ends where its last write ended, or it is new.
  record Clean() implements Recovery {}

  /// The last write was incomplete and had never been reported durable: it was cut off.
  ///
  /// @param bytesCut from the first bad byte to the last one that was not zero
  record TornTail(long bytesCut) implements Recovery {}

  /// Records are lost that had been durable. The log was cut to the last good record before them;
  /// the replica is not whole (law 7). Every opening says so again until
  /// [ShardLog#acknowledgeDamage].
  ///
  /// @param firstLost everything from here on may be missing or stale
  record Damaged(Lsn firstLost, String detail) implements Recovery {}
}
