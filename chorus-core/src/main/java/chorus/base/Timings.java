package chorus.base;

import java.time.Duration;

/// How long things may take: one value, so that a test can see all of them at once.
///
/// `lease` is what a member of a fence group promises; the leader uses it less `drift` (the most
/// that two monotonic clocks may differ in speed over a lease). `detection` is the silence after
/// which the controller gives a leader up.
public record Timings(
    Duration heartbeat,
    Duration lease,
    Duration drift,
    Duration detection,
    Duration electionPatience,
    Duration leaderWait,
    Duration ackWait,
    Duration beat) {
  public static final Timings DEFAULT =
      new Timings(
          Duration.ofMillis(100),
          Duration.ofMillis(1000),
          Duration.ofMillis(50),
          Duration.ofMillis(1000),
          Duration.ofMillis(150),
          Duration.ofMillis(4000),
          Duration.ofMillis(5000),
          Duration.ofMillis(1000));

  public Timings {
    Require.that(lease.compareTo(drift) > 0, "a lease is longer than the drift bound");
  }
}
