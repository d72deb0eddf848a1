package chorus.command;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.time.Hlc;

/// When and as what a command runs: the leader's time, the position that its record will have, a
/// random seed, how many collections other commands have made in the same record, and up to which
/// time of theirs keys have expired. With the same moment a command gives the same outcome on every
/// node.
public record Moment(Hlc hlc, Epoch epoch, Lsn lsn, long seed, int made, long expiredMillis) {
  private static final long NEVER = 0;

  /// Of a command that has its record for itself.
  public Moment(Hlc hlc, Epoch epoch, Lsn lsn, long seed) {
    this(hlc, epoch, lsn, seed, 0, hlc.wallMillis());
  }

  /// The same, and no key has expired.
  public Moment withoutExpiry() {
    return new Moment(hlc, epoch, lsn, seed, made, NEVER);
  }

  /// Of the next command in the same record, behind `collections` that were made in it.
  Moment next(long nextSeed, int collections) {
    return new Moment(hlc, epoch, lsn, nextSeed, collections, expiredMillis);
  }
}
