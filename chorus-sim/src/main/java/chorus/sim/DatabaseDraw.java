package chorus.sim;

import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Engine;
import chorus.definition.Fsync;
import chorus.definition.OnDegrade;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.sim.workload.Mover;
import chorus.sim.world.SimEntropy;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The database of one seed: drawn, or in a mode that a focus fixes. Its draws are its own, so that
/// what else a seed draws does not depend on them.
///
/// @param isLossy whether a failover may leave acknowledged writes behind, now or after a change
/// @param moves whether replicas join and leave
record DatabaseDraw(FirstDatabase database, boolean isLossy, boolean moves) {
  /// One seed in so many may lose writes.
  private static final int LOSSY_ONE_IN = 8;

  /// In one seed in so many replicas join and leave; it begins on any number of nodes.
  private static final int MOVING_ONE_IN = 4;

  private static final List<AckMode> LOSSLESS =
      List.of(AckMode.MAJORITY, AckMode.SEMI_SYNC, AckMode.ALL, AckMode.CHAIN);

  /// For a cluster of `size` nodes.
  static DatabaseDraw of(SimEntropy entropy, int size, Optional<AckMode> fixed) {
    if (fixed.isPresent()) {
      AckMode mode = fixed.get();
      return new DatabaseDraw(main(AckPolicy.of(mode), size), mode == AckMode.ASYNC, false);
    }
    boolean isLossy = entropy.fork("lossy").nextInt(LOSSY_ONE_IN) == 0;
    FirstDatabase drawn = isLossy ? lossy(entropy, size) : lossless(entropy, size);
    RandomGenerator chance = entropy.fork("moves");
    return chance.nextInt(MOVING_ONE_IN) == 0
        ? moving(drawn, isLossy, chance, size)
        : new DatabaseDraw(drawn, isLossy, false);
  }

  /// One that moves about, where writes count on a majority.
  static DatabaseDraw moving(SimEntropy entropy, int size) {
    return moving(main(AckPolicy.of(AckMode.MAJORITY), size), false, entropy.fork("moves"), size);
  }

  private static DatabaseDraw moving(
      FirstDatabase drawn, boolean isLossy, RandomGenerator chance, int size) {
    int replicas = chance.nextInt(Mover.least(size), size + 1);
    return new DatabaseDraw(main(drawn.policy(), replicas), isLossy, true);
  }

  /// The modes that may come into force in this run.
  List<AckMode> modes() {
    return isLossy ? List.of(AckMode.values()) : LOSSLESS;
  }

  /// What may become of writes while too few replicas answer, each entry as likely as another.
  List<OnDegrade> policies() {
    return isLossy
        ? List.of(OnDegrade.values())
        : List.of(OnDegrade.WAIT, OnDegrade.ERROR, OnDegrade.ERROR);
  }

  /// In half of the seeds writes count on a majority of all nodes.
  private static FirstDatabase lossless(SimEntropy entropy, int size) {
    RandomGenerator chance = entropy.fork("modes");
    boolean isPlain = chance.nextBoolean();
    AckMode mode = LOSSLESS.get(chance.nextInt(LOSSLESS.size()));
    OnDegrade onDegrade = chance.nextInt(3) == 0 ? OnDegrade.WAIT : OnDegrade.ERROR;
    int replicas = replicas(chance, size);
    return isPlain
        ? FirstDatabase.of("main", 0, Engine.MEMORY)
        : main(AckPolicy.of(mode).with(onDegrade), replicas);
  }

  private static FirstDatabase lossy(SimEntropy entropy, int size) {
    RandomGenerator chance = entropy.fork("lossy modes");
    AckMode mode = chance.nextBoolean() ? AckMode.ASYNC : any(AckMode.values(), chance);
    OnDegrade onDegrade =
        chance.nextBoolean() ? OnDegrade.ASYNC_LOUD : any(OnDegrade.values(), chance);
    int replicas = replicas(chance, size);
    Fsync fsync = mode == AckMode.ASYNC && chance.nextBoolean() ? Fsync.EVERYSEC : Fsync.ALWAYS;
    return main(new AckPolicy(mode, fsync, onDegrade), replicas);
  }

  private static int replicas(RandomGenerator chance, int size) {
    return chance.nextInt(4) == 0 ? size - 1 : size;
  }

  private static FirstDatabase main(AckPolicy policy, int replicas) {
    return new FirstDatabase("main", 0, Engine.MEMORY, policy, replicas);
  }

  private static <T> T any(T[] all, RandomGenerator chance) {
    return all[chance.nextInt(all.length)];
  }
}
