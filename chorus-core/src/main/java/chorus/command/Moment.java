package chorus.command;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.time.Hlc;

/// When and as what a command runs: the leader's time, the position that its record will have, a
/// random seed, and how many collections other commands have made in the same record. With the same
/// moment a command gives the same outcome on every node.
public record Moment(Hlc hlc, Epoch epoch, Lsn lsn, long seed, int made) {
  /// Of a command that has its record for itself.
  public Moment(Hlc hlc, Epoch epoch, Lsn lsn, long seed) {
    this(hlc, epoch, lsn, seed, 0);
  }
}
