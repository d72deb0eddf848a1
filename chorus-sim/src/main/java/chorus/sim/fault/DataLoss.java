package chorus.sim.fault;

import chorus.base.NodeId;
import chorus.sim.cluster.SimCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What nodes lose though it was durable: bits that rot, wiped disks, and what came after an old
/// copy of one. One node at a time, since the others must have what it had.
public final class DataLoss {
  /// Faults after which a node starts anew: also one that has no room for a replica to come.
  private static final List<Fault> RESTARTING =
      List.of(
          Fault.KILL,
          Fault.POWER_LOSS,
          Fault.POWER_LOSS_ALL,
          Fault.ROT,
          Fault.SYNC_FAILURE,
          Fault.FULL_DISK,
          Fault.WIPED_DISK,
          Fault.OLD_COPY);

  private final Nemesis nemesis;
  private final SimCluster cluster;
  private final RandomGenerator random;
  private final Remedy remedy;
  private @Nullable NodeId rotten;
  private boolean rotted;
  private int forgot;

  /// How rows that rot are made again.
  public enum Remedy {
    /// Each node makes its own from its log.
    OWN_LOG,
    /// They come from another node: so only one node may have such rows at a time.
    OTHERS
  }

  DataLoss(Nemesis nemesis, SimCluster cluster, RandomGenerator random, Remedy remedy) {
    this.nemesis = nemesis;
    this.cluster = cluster;
    this.random = random;
    this.remedy = remedy;
  }

  /// The node whose stored data may be damaged, or null.
  public @Nullable NodeId rotten() {
    return rotten;
  }

  /// Whether so many nodes lost their past, one after the other, that a dropped database may have
  /// lost them all: nobody leads it, so who lost it has nothing of it until the drop is taken back.
  public boolean mayHaveEmptiedWhatIsDropped() {
    return forgot > 1;
  }

  /// That node has everything again.
  public void whole(NodeId node) {
    if (node.equals(rotten)) {
      rotten = null;
    }
  }

  /// Whether nobody else lacks anything.
  private boolean isAlone(NodeId victim) {
    return rotten == null || rotten.equals(victim);
  }

  void rotRows(NodeId victim) {
    boolean mayRot = remedy == Remedy.OWN_LOG || isAlone(victim);
    if (cluster.isUp(victim) && mayRot) {
      nemesis.noted(Fault.ROTTEN_ROWS, "some stored rows of " + victim + " rot");
      cluster.rotRows(victim, random.nextInt());
      rotten = remedy == Remedy.OTHERS ? victim : rotten;
    }
  }

  /// Bits rot while the power is off, so that they are found at the next start. One node in a run.
  void rot(NodeId victim) {
    if (rotted || !isAlone(victim) || !cluster.isUp(victim)) {
      return;
    }
    cluster.losePower(victim);
    if (cluster.machine(victim).disk().rot(path -> true)) {
      rotted = true;
      rotten = victim;
      nemesis.noted(Fault.ROT, victim + " loses power, and a bit on its disk flips");
    }
    nemesis.restartSoon(victim);
  }

  /// Bits rot under a running node, which looks for such a thing a while later. If it restarts
  /// before, that is damage like any other.
  void rotAtRest(NodeId victim) {
    if (rotted || !isAlone(victim) || !cluster.isUp(victim)) {
      return;
    }
    if (cluster.machine(victim).disk().rotAtRest(DataLoss::isLog, 0, 1)) {
      rotted = true;
      rotten = victim;
      nemesis.noted(
          Fault.ROT_AT_REST, "a bit flips on the disk of " + victim + ", which is running");
      nemesis.later(random.nextInt(3000), () -> cluster.verify(victim));
    }
  }

  /// Every disk rots, each elsewhere. Only where nobody restarts: a log that is opened is cut at
  /// its damage, and no majority would be whole.
  void rotEverywhere() {
    if (rotted || rotten != null || RESTARTING.stream().anyMatch(nemesis.plan()::has)) {
      return;
    }
    boolean any = false;
    for (int which = 0; which < cluster.ids().size(); which++) {
      var disk = cluster.machine(cluster.ids().get(which)).disk();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        any |= disk.rotAtRest(DataLoss::isLog, which, cluster.ids().size());
      }
    }
    if (any) {
      rotted = true;
      nemesis.noted(Fault.HELICAL_ROT, "bits flip on all disks, on each elsewhere");
      cluster
          .ids()
          .forEach(each -> nemesis.later(random.nextInt(3000), () -> cluster.verify(each)));
    }
  }

  /// A disk is replaced by an empty one.
  void wipe(NodeId victim) {
    if (mayForget(victim)) {
      rotten = victim;
      forgot++;
      nemesis.noted(Fault.WIPED_DISK, victim + " is killed, and its disk is wiped");
      cluster.kill(victim);
      cluster.wipe(victim);
      nemesis.restartSoon(victim);
    }
  }

  /// A disk is copied while its node is down, and put back later.
  void copy(NodeId victim) {
    if (cluster.isUp(victim)) {
      nemesis.noted(Fault.OLD_COPY, victim + " is killed, and its disk is copied");
      cluster.kill(victim);
      Runnable putBack = cluster.copyDisk(victim);
      nemesis.restartSoon(victim);
      nemesis.later(1000 + random.nextInt(8000), () -> putBack(victim, putBack));
    }
  }

  private void putBack(NodeId victim, Runnable putBack) {
    if (mayForget(victim)) {
      rotten = victim;
      forgot++;
      nemesis.noted(Fault.OLD_COPY, victim + " is killed, and gets an old copy of its disk back");
      cluster.kill(victim);
      putBack.run();
      nemesis.restartSoon(victim);
    }
  }

  /// One node at a time: the others have what it had, and can agree that it comes back.
  private boolean mayForget(NodeId victim) {
    return rotten == null && cluster.isUp(victim) && cluster.hasVotesToSpare();
  }

  private static boolean isLog(String path) {
    return path.startsWith("d0.") && path.endsWith(".log");
  }

  /// `node` repaired its log while it was running.
  public void repaired(NodeId node) {
    if (cluster.machine(node).disk().rottenAtRest().isEmpty()) {
      whole(node);
    }
  }

  /// `node` cannot repair its log. What it had discarded before, nobody can bring back.
  public void beyondRepair(NodeId node, String why) {
    if (why.contains("discarded") || why.contains("cannot be told")) {
      cluster.machine(node).disk().forgetRot();
    }
  }

  /// Every node looks for rot once more.
  public void scrubAll() {
    cluster.ids().stream().filter(cluster::isUp).forEach(cluster::verify);
  }

  /// What has rotted under these nodes, which are running, and is still so.
  public List<String> rottenAtRest(List<NodeId> nodes) {
    var all = new ArrayList<String>();
    for (NodeId each : nodes) {
      cluster.machine(each).disk().rottenAtRest().forEach(what -> all.add(each + ": " + what));
    }
    return all;
  }
}
