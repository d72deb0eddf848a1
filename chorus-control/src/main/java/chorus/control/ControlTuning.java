package chorus.control;

import chorus.base.Require;
import java.time.Duration;

/// The figures of the control log that a test may want smaller.
///
/// A member that heard no leader for a random time in [`electionMin`, `electionMax`] stands for
/// election; the leader makes itself heard every half `electionMin`. `deadline` bounds a proposal
/// or barrier as a whole, `attempt` one try of it. A snapshot is taken each `snapshotEvery`
/// commands, and the log, kept in files of `segmentBytes`, is cut behind it.
public record ControlTuning(
    Duration electionMin,
    Duration electionMax,
    Duration deadline,
    Duration attempt,
    long snapshotEvery,
    int segmentBytes) {

  /// A dead leader is replaced within about a second; the log takes a few MiB.
  public static final ControlTuning STANDARD =
      new ControlTuning(
          Duration.ofMillis(300),
          Duration.ofMillis(600),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          4_096,
          1 << 20);

  public ControlTuning {
    Require.that(electionMin.compareTo(electionMax) < 0, "election timeouts span a range");
    Require.that(attempt.compareTo(deadline) <= 0, "an attempt ends within the deadline");
    Require.that(snapshotEvery > 0 && segmentBytes >= 16_384, "snapshots and segments have a size");
  }

  /// The same with a snapshot each `commands` commands.
  public ControlTuning snapshotEvery(long commands) {
    return new ControlTuning(electionMin, electionMax, deadline, attempt, commands, segmentBytes);
  }

  /// The same with log files of `bytes`.
  public ControlTuning segmentBytes(int bytes) {
    return new ControlTuning(electionMin, electionMax, deadline, attempt, snapshotEvery, bytes);
  }
}
