package chorus.base;

/// Where a log ends, and under which leadership its last record was written.
///
/// Ordered by epoch first: of two logs the one with the later last epoch is the more up to date,
/// whatever its length. Source: Raft section 5.4.1; KIP-101.
public record LogPosition(Epoch epoch, Lsn lsn) implements Comparable<LogPosition> {
  public static final LogPosition START = new LogPosition(Epoch.NONE, Lsn.NONE);

  @Override
  public int compareTo(LogPosition other) {
    int byEpoch = epoch.compareTo(other.epoch);
    return byEpoch != 0 ? byEpoch : lsn.compareTo(other.lsn);
  }

  @Override
  public String toString() {
    return epoch + "/" + lsn;
  }
}
