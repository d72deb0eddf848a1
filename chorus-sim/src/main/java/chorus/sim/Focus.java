package chorus.sim;

import chorus.base.Timings;
import chorus.definition.AckMode;
import chorus.sim.fault.Aim;
import chorus.sim.fault.Fault;
import chorus.sim.fault.FaultPlan;
import chorus.sim.world.LinkFaults;
import chorus.sim.world.SimEntropy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a hunt for one mistake makes of a seed: these families of faults, often, and no others;
/// fixed times, links, number of nodes, mode or length of logs, or replicas that move, if the
/// mistake shows only under such; and at whom to aim. A seed without a focus knows nothing of it.
public record Focus(
    List<Fault> families,
    Optional<Timings> timings,
    Optional<LinkFaults> links,
    OptionalInt nodes,
    Aim aim,
    Optional<AckMode> mode,
    Keeping keeping,
    Moving moving) {
  /// Whether a hunt needs replicas that join and leave.
  public enum Moving {
    AS_DRAWN,
    ALWAYS
  }

  /// Short leases, and elections that are shorter: whoever leads too long meets the next leader.
  public static final Timings HASTY =
      new Timings(
          Duration.ofMillis(30),
          Duration.ofMillis(1500),
          Duration.ofMillis(76),
          Duration.ofMillis(120),
          Duration.ofMillis(60),
          Duration.ofMillis(3000),
          Duration.ofMillis(3000),
          Duration.ofMillis(500),
          Duration.ofMillis(1500));

  /// Short leases: a new leader serves before a pause or a cut of its predecessor ends.
  public static final Timings BRIEF =
      new Timings(
          Duration.ofMillis(30),
          Duration.ofMillis(200),
          Duration.ofMillis(11),
          Duration.ofMillis(120),
          Duration.ofMillis(60),
          Duration.ofMillis(3000),
          Duration.ofMillis(3000),
          Duration.ofMillis(500),
          Duration.ofMillis(1500));

  /// Gateways give up before another leader is chosen.
  public static final Timings IMPATIENT =
      new Timings(
          Duration.ofMillis(100),
          Duration.ofMillis(1000),
          Duration.ofMillis(51),
          Duration.ofMillis(1000),
          Duration.ofMillis(150),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          Duration.ofMillis(1000),
          Duration.ofMillis(1500));

  /// One message in twelve is late, and some by more than an election takes.
  public static final LinkFaults LATE = new LinkFaults(0, 0, 100, 200, 80, 2_000_000, 0);

  /// Every message takes so long that some are always on their way.
  public static final LinkFaults FAR = new LinkFaults(0, 0, 30_000, 15_000, 0, 0, 0);

  private static final int OFTEN = 6;

  public Focus {
    families = List.copyOf(families);
  }

  public static Focus on(Fault... families) {
    return new Focus(
        List.of(families),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Aim.NOBODY,
        Optional.empty(),
        Keeping.DRAWN,
        Moving.AS_DRAWN);
  }

  public Focus with(LinkFaults those) {
    return new Focus(families, timings, Optional.of(those), nodes, aim, mode, keeping, moving);
  }

  public Focus in(int count) {
    return new Focus(families, timings, links, OptionalInt.of(count), aim, mode, keeping, moving);
  }

  public Focus at(Aim victims) {
    return new Focus(families, timings, links, nodes, victims, mode, keeping, moving);
  }

  /// The database is in that mode, on every node.
  public Focus under(AckMode fixed) {
    return new Focus(families, timings, links, nodes, aim, Optional.of(fixed), keeping, moving);
  }

  /// Logs are always kept so short that who was away for a while needs a snapshot.
  public Focus keepingLittle() {
    return new Focus(families, timings, links, nodes, aim, mode, Keeping.LITTLE, moving);
  }

  /// Replicas join and leave, in every seed.
  public Focus whileMoving() {
    return new Focus(families, timings, links, nodes, aim, mode, keeping, Moving.ALWAYS);
  }

  /// The faults of a seed.
  FaultPlan plan(SimEntropy entropy) {
    FaultPlan drawn = FaultPlan.draw(families, entropy.fork("plan")).often(OFTEN).at(aim);
    return links.map(drawn::over).orElse(drawn);
  }

  /// The database of a seed, in a cluster of `size` nodes.
  DatabaseDraw database(SimEntropy entropy, int size) {
    return switch (moving) {
      case ALWAYS -> DatabaseDraw.moving(entropy, size);
      case AS_DRAWN -> DatabaseDraw.of(entropy, size, mode);
    };
  }

  /// The times of a seed.
  Timings tempo(SimEntropy entropy) {
    return timings.orElseGet(() -> Tempo.draw(entropy.fork("tempo")));
  }

  public Focus with(Timings those) {
    return new Focus(families, Optional.of(those), links, nodes, aim, mode, keeping, moving);
  }
}
