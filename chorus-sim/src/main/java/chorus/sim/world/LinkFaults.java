package chorus.sim.world;

import chorus.base.Require;

/// How badly messages travel. Chances are of one in a thousand; times in microseconds.
///
/// `latency` is the least time on the way, `spread` the mean of what is added to it (exponential);
/// `spike` is the chance that a message is held up for `spikeMicros` more.
public record LinkFaults(
    int lossPerMille,
    int repeatPerMille,
    long latencyMicros,
    long spreadMicros,
    int spikePerMille,
    long spikeMicros) {
  public static final LinkFaults QUIET = new LinkFaults(0, 0, 100, 50, 0, 0);

  public LinkFaults {
    Require.that(lossPerMille < 1000, "some messages arrive");
  }
}
