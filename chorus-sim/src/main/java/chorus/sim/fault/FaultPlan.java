package chorus.sim.fault;

import chorus.sim.meta.MetaFaults;
import chorus.sim.world.LinkFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a seed may suffer: the fully expanded options, printed with a failure.
///
/// `meanGapMillis`: mean time between two strikes. `aim`: at whom a focused seed strikes besides.
public record FaultPlan(
    List<Fault> families, LinkFaults links, MetaFaults meta, int meanGapMillis, Aim aim) {
  /// One seed in so many has nodes that lose their past.
  private static final int FORGETTING = 5;

  public static final FaultPlan NONE =
      new FaultPlan(List.of(), LinkFaults.QUIET, MetaFaults.QUIET, 1_000_000, Aim.NOBODY);

  public FaultPlan {
    families = List.copyOf(families);
  }

  /// Draws a plan; one seed in sixteen has no faults at all.
  public static FaultPlan draw(RandomGenerator random) {
    if (random.nextInt(16) == 0) {
      return NONE;
    }
    int perCent = 25 + random.nextInt(50);
    var families = new ArrayList<Fault>();
    for (Fault each : Fault.values()) {
      if (!Fault.FORGETTING.contains(each) && random.nextInt(100) < perCent) {
        families.add(each);
      }
    }
    FaultPlan plan = draw(families, random);
    return random.nextInt(FORGETTING) == 0 ? plan.withForgetting(random) : plan;
  }

  private FaultPlan withForgetting(RandomGenerator random) {
    var all = new ArrayList<Fault>(families);
    all.add(Fault.FORGETTING.get(random.nextInt(Fault.FORGETTING.size())));
    return new FaultPlan(all, links, meta, meanGapMillis, aim);
  }

  /// Whether nodes may come back without a part of their past.
  public boolean makesForget() {
    return Fault.FORGETTING.stream().anyMatch(this::has);
  }

  /// Whether nodes may not hear of each other for a while, or start anew and know nobody's clock.
  public boolean silences() {
    return !Fault.AUDIBLE.containsAll(families);
  }

  /// Draws how badly exactly these families strike, and how often.
  public static FaultPlan draw(List<Fault> families, RandomGenerator random) {
    var links =
        new LinkFaults(
            families.contains(Fault.LOSS) ? 1 + random.nextInt(150) : 0,
            families.contains(Fault.REPETITION) ? 1 + random.nextInt(150) : 0,
            random.nextInt(4) == 0 ? 2_000 + random.nextInt(40_000) : 50 + random.nextInt(1000),
            20 + random.nextInt(families.contains(Fault.DELAY) ? 20_000 : 500),
            families.contains(Fault.DELAY) ? random.nextInt(30) : 0,
            random.nextInt(3_000_000),
            families.contains(Fault.DELAY) ? random.nextInt(600) : 0);
    boolean moody = families.contains(Fault.META);
    var meta =
        new MetaFaults(
            moody ? random.nextInt(200) : 0,
            moody ? random.nextInt(300) : 0,
            100 + random.nextInt(moody ? 1500 : 400),
            8 + random.nextInt(64));
    return new FaultPlan(families, links, meta, 400 + random.nextInt(3000), Aim.NOBODY);
  }

  /// The same with other links.
  public FaultPlan over(LinkFaults those) {
    return new FaultPlan(families, those, meta, meanGapMillis, aim);
  }

  /// The same, aimed.
  public FaultPlan at(Aim victims) {
    return new FaultPlan(families, links, meta, meanGapMillis, victims);
  }

  /// The same, `times` as often.
  public FaultPlan often(int times) {
    return new FaultPlan(families, links, meta, meanGapMillis / times, aim);
  }

  public boolean has(Fault family) {
    return families.contains(family);
  }
}
