package chorus.sim.world;

import chorus.base.Require;
import java.util.random.RandomGenerator;

/// How badly messages travel. Chances are of one in a thousand; times in microseconds.
///
/// `latency` is the least time on the way, `spread` the mean of what is added to it (exponential);
/// `spike` is the chance that a message is held up for `spikeMicros` more. `held` is the chance
/// that what meets a cut link is not lost but arrives once the link is healed, as a repeating
/// transport does it.
public record LinkFaults(
    int lossPerMille,
    int repeatPerMille,
    long latencyMicros,
    long spreadMicros,
    int spikePerMille,
    long spikeMicros,
    int heldPerMille) {
  public static final LinkFaults QUIET = new LinkFaults(0, 0, 100, 50, 0, 0, 0);

  public LinkFaults {
    Require.that(lossPerMille < 1000, "some messages arrive");
  }

  /// How long the next message is on its way.
  public long delayNanos(RandomGenerator chance) {
    double exponential = -StrictMath.log(1 - chance.nextDouble());
    long micros = latencyMicros + (long) (exponential * spreadMicros);
    if (spikePerMille > 0 && chance.nextInt(1000) < spikePerMille) {
      micros += chance.nextLong(spikeMicros + 1);
    }
    return micros * 1_000 + chance.nextInt(1_000);
  }
}
