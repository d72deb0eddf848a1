package chorus.log;

import chorus.base.Require;
import java.time.Duration;

/// How much of a log is kept on disk though its records are stored in rows: what a follower that
/// was away still needs, so that it has to fetch only what it missed.
///
/// @param bytes so much of the newest is kept in any case
/// @param time what is younger is kept
/// @param cap what a follower lacks, and what is young, is kept up to this many bytes in all; above
///   it the oldest goes, so that a dead follower cannot fill the disk
public record LogKeep(long bytes, Duration time, long cap) {
  /// The last 64 MiB and the last ten minutes, and what a follower lacks, up to 1 GiB.
  public static final LogKeep STANDARD = new LogKeep(64L << 20, Duration.ofMinutes(10), 1L << 30);

  public LogKeep {
    Require.that(
        bytes >= 0 && bytes <= cap, "no more is kept in any case than at most", bytes, cap);
    Require.that(!time.isNegative(), "a time is not negative", time);
  }
}
