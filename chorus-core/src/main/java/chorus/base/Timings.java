package chorus.base;

import java.time.Duration;

/// How long things may take: one value, so that a test can see all of them at once.
///
/// `lease` is what a member of a fence group promises; the leader uses it less `drift` (the most
/// that two monotonic clocks may differ in speed over a lease). `detection` is the silence after
/// which the controller gives a leader up, `diskStall` the wait for one fsync after which a leader
/// gives itself up. `undrop` is how long a dropped database can be taken back.
public record Timings(
    Duration heartbeat,
    Duration lease,
    Duration drift,
    Duration detection,
    Duration electionPatience,
    Duration leaderWait,
    Duration ackWait,
    Duration beat,
    Duration diskStall,
    Duration undrop) {
  private static final Duration UNDROP = Duration.ofHours(24);

  public static final Timings DEFAULT =
      new Timings(
          Duration.ofMillis(100),
          Duration.ofMillis(1000),
          Duration.ofMillis(50),
          Duration.ofMillis(1000),
          Duration.ofMillis(150),
          Duration.ofMillis(4000),
          Duration.ofMillis(5000),
          Duration.ofMillis(1000),
          Duration.ofMillis(1500));

  public Timings {
    Require.that(lease.compareTo(drift) > 0, "a lease is longer than the drift bound");
  }

  /// With the usual time for taking a drop back.
  public Timings(
      Duration heartbeat,
      Duration lease,
      Duration drift,
      Duration detection,
      Duration electionPatience,
      Duration leaderWait,
      Duration ackWait,
      Duration beat,
      Duration diskStall) {
    this(
        heartbeat,
        lease,
        drift,
        detection,
        electionPatience,
        leaderWait,
        ackWait,
        beat,
        diskStall,
        UNDROP);
  }

  /// The same with another time for taking a drop back.
  public Timings withUndrop(Duration other) {
    return new Timings(
        heartbeat,
        lease,
        drift,
        detection,
        electionPatience,
        leaderWait,
        ackWait,
        beat,
        diskStall,
        other);
  }

  /// The same with another detection time. The lease stays: nodes that disagree on the detection
  /// time do no harm, nodes that disagree on the lease would.
  public Timings withDetection(Duration other) {
    return new Timings(
            heartbeat, lease, drift, other, electionPatience, leaderWait, ackWait, beat, diskStall)
        .withUndrop(undrop);
  }
}
