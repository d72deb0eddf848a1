package chorus.sim.fault;

import chorus.base.NodeId;
import chorus.sim.cluster.SimCluster;
import chorus.sim.meta.MetaFaults;
import chorus.sim.world.EventKind;
import chorus.sim.world.LinkFaults;
import chorus.sim.world.Machine;
import chorus.sim.world.SimClock;
import chorus.sim.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Does the faults of a plan, one after the other, each undone a while later: the safety phase.
public final class Nemesis {
  private static final long MILLION = 1_000_000;

  /// Faults that happen at points in time; the others are properties of the links.
  private static final List<Fault> STRIKES =
      List.of(
          Fault.PARTITION,
          Fault.ONE_WAY,
          Fault.FLAPPING,
          Fault.KILL,
          Fault.POWER_LOSS,
          Fault.POWER_LOSS_ALL,
          Fault.PAUSE,
          Fault.DRIFT,
          Fault.WALL_JUMP,
          Fault.ROT,
          Fault.SYNC_FAILURE,
          Fault.FULL_DISK,
          Fault.SLOW_DISK,
          Fault.META,
          Fault.ROTTEN_ROWS,
          Fault.ROT_AT_REST,
          Fault.HELICAL_ROT,
          Fault.WIPED_DISK,
          Fault.OLD_COPY);

  private final SimCluster cluster;
  private final World world;
  private final FaultPlan plan;
  private final RandomGenerator random;
  private final DataLoss losses;
  private final List<Fault> strikes = new ArrayList<>();
  private final Map<Fault, Long> done = new EnumMap<>(Fault.class);
  private final Map<NodeId, Long> failed = new TreeMap<>();
  private @Nullable NodeId leader;
  private List<NodeId> healed = List.of();
  private boolean stopped;

  public Nemesis(SimCluster cluster, FaultPlan plan, DataLoss.Remedy remedy) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.plan = plan;
    this.random = world.entropy().fork("nemesis");
    this.losses = new DataLoss(this, cluster, random, remedy);
    STRIKES.stream().filter(plan::has).forEach(strikes::add);
  }

  /// Begins the safety phase.
  public void start() {
    cluster.network().faults(plan.links());
    cluster.meta().faults(plan.meta());
    if (!strikes.isEmpty()) {
      next();
    }
  }

  /// Ends the safety phase: no new strike, and what was to be undone stays as it is.
  public void stop() {
    stopped = true;
  }

  /// Strikes so far, by family; lost, repeated and late messages count one each.
  public Map<Fault, Long> done() {
    var all = new EnumMap<Fault, Long>(done);
    all.put(Fault.LOSS, cluster.network().lost());
    all.put(Fault.REPETITION, cluster.network().repeated());
    all.put(Fault.DELAY, cluster.network().late());
    return all;
  }

  /// `node` leads from now on: it is struck more often than the others.
  public void leads(NodeId node) {
    leader = node;
  }

  /// The promise of `node` to reject older epochs has reached somebody.
  public void promised(NodeId node) {
    if (plan.aim() == Aim.VOTERS && cluster.isUp(node) && random.nextBoolean()) {
      later(
          0,
          () -> {
            strikeDown(node);
            later(1, () -> startIfDown(node));
          });
    }
  }

  /// What nodes lost so far.
  public DataLoss losses() {
    return losses;
  }

  FaultPlan plan() {
    return plan;
  }

  /// `node` found that its disk is an old copy, and ended: someone starts it again.
  public void outdated(NodeId node) {
    if (healed.contains(node)) {
      world.after(MILLION, EventKind.FAULT, -1, () -> startIfDown(node));
    } else {
      restartSoon(node);
    }
  }

  /// A replica stopped for good in its process, as after a failed fsync: someone restarts it. In a
  /// healed node that is the end of an fsync which had failed before.
  public void replicaFailed(NodeId node) {
    failed.put(node, cluster.boot(node));
    if (healed.contains(node)) {
      world.after(MILLION, EventKind.FAULT, -1, () -> mend(node));
    } else {
      later(
          200 + random.nextInt(2000),
          () -> {
            killFailed(node);
            restartSoon(node);
          });
    }
  }

  private void killFailed(NodeId node) {
    Long boot = failed.get(node);
    if (boot != null && boot == cluster.boot(node) && cluster.isUp(node)) {
      cluster.kill(node);
    }
  }

  /// A process ended by itself.
  public void crashed(NodeId node) {
    restartSoon(node);
  }

  private void next() {
    double gap = -StrictMath.log(1 - random.nextDouble()) * plan.meanGapMillis();
    later(
        (long) gap + 1,
        () -> {
          strike(strikes.get(random.nextInt(strikes.size())));
          next();
        });
  }

  private void strike(Fault fault) {
    NodeId leading = leader;
    NodeId victim = leading != null && random.nextInt(3) == 0 ? leading : anyone();
    Machine machine = cluster.machine(victim);
    switch (fault) {
      case PARTITION -> partition(victim);
      case ONE_WAY -> oneWay(victim);
      case FLAPPING -> flap(victim, other(victim), 4 + random.nextInt(8));
      case KILL -> {
        if (machine.isUp()) {
          strikeDown(victim);
          restartSoon(victim);
        }
      }
      case POWER_LOSS -> {
        if (machine.isUp()) {
          noted(fault, victim + " loses power");
          cluster.losePower(victim);
          restartSoon(victim);
        }
      }
      case POWER_LOSS_ALL -> {
        noted(fault, "every node loses power");
        for (NodeId each : cluster.ids()) {
          if (cluster.isUp(each)) {
            cluster.losePower(each);
            restartSoon(each);
          }
        }
      }
      case PAUSE -> pause(random.nextInt(4) == 0 ? controllerOr(victim) : victim);
      case DRIFT -> {
        noted(fault, victim + "'s clock changes its speed");
        machine.clock().drift(random.nextLong(-20_000, 20_001));
      }
      case WALL_JUMP -> jump(victim);
      case ROT -> losses.rot(victim);
      case SYNC_FAILURE -> {
        noted(fault, victim + "'s next fsync fails");
        machine.disk().failNextSync();
      }
      case FULL_DISK -> {
        noted(fault, victim + "'s disk is full");
        machine.disk().fill();
        later(500 + random.nextInt(4000), machine.disk()::room);
      }
      case SLOW_DISK -> slowDisk(victim);
      case META -> {
        noted(fault, "the meta log loses its leader");
        cluster.meta().depose();
      }
      case ROTTEN_ROWS -> losses.rotRows(victim);
      case ROT_AT_REST -> losses.rotAtRest(victim);
      case HELICAL_ROT -> losses.rotEverywhere();
      case WIPED_DISK -> losses.wipe(victim);
      case OLD_COPY -> losses.copy(victim);
      case LOSS, REPETITION, DELAY -> {}
    }
  }

  private void pause(NodeId victim) {
    Machine machine = cluster.machine(victim);
    if (machine.isAwake()) {
      noted(Fault.PAUSE, victim + " is paused");
      machine.pause();
      later(50 + random.nextInt(5000), machine::resume);
    }
  }

  private NodeId controllerOr(NodeId victim) {
    NodeId controller = cluster.meta().leader();
    return controller == null ? victim : controller;
  }

  private void strikeDown(NodeId victim) {
    if (cluster.isUp(victim)) {
      noted(Fault.KILL, victim + " is killed");
      cluster.kill(victim);
    }
  }

  /// No more than a minority of the clocks is wrong at a time: else nobody could say what time it
  /// is.
  private void jump(NodeId victim) {
    SimClock clock = cluster.machine(victim).clock();
    long wrong =
        cluster.ids().stream().filter(each -> !cluster.machine(each).clock().isRight()).count();
    if (!clock.isRight()) {
      noted(Fault.WALL_JUMP, victim + "'s wall clock is set right");
      clock.setRight();
    } else if (2 * (wrong + 1) < cluster.ids().size()) {
      noted(Fault.WALL_JUMP, victim + "'s wall clock jumps");
      clock.jump(random.nextLong(-288_000, 288_001));
    }
  }

  private void slowDisk(NodeId victim) {
    var disk = cluster.machine(victim).disk();
    if (random.nextBoolean()) {
      noted(Fault.SLOW_DISK, victim + "'s disk stalls");
      disk.stall(random.nextLong(4000) * MILLION);
    } else {
      noted(Fault.SLOW_DISK, victim + "'s disk is slow");
      disk.slow(5 + random.nextInt(100));
      later(500 + random.nextInt(4000), () -> disk.slow(1));
    }
  }

  private void partition(NodeId victim) {
    var side = new ArrayList<NodeId>(List.of(victim));
    for (NodeId each : cluster.ids()) {
      if (!each.equals(victim) && random.nextInt(3) == 0) {
        side.add(each);
      }
    }
    if (side.size() == cluster.ids().size()) {
      side.removeLast();
    }
    noted(Fault.PARTITION, side + " are cut off from the others");
    cutAll(side, true);
    later(300 + random.nextInt(6000), () -> cutAll(side, false));
  }

  private void cutAll(List<NodeId> side, boolean cut) {
    for (NodeId in : side) {
      for (NodeId out : cluster.ids()) {
        if (!side.contains(out)) {
          link(in, out, cut);
          link(out, in, cut);
        }
      }
    }
  }

  private void oneWay(NodeId victim) {
    boolean deaf = random.nextBoolean();
    var others = new ArrayList<NodeId>();
    for (NodeId each : cluster.ids()) {
      if (!each.equals(victim) && random.nextInt(3) > 0) {
        others.add(each);
      }
    }
    noted(Fault.ONE_WAY, victim + (deaf ? " hears nothing from " : " does not reach ") + others);
    others.forEach(each -> link(deaf ? each : victim, deaf ? victim : each, true));
    later(
        300 + random.nextInt(6000),
        () -> others.forEach(each -> link(deaf ? each : victim, deaf ? victim : each, false)));
  }

  private void flap(NodeId one, NodeId other, int times) {
    if (one.equals(other)) {
      return;
    }
    if (times % 2 == 0) {
      noted(Fault.FLAPPING, "the link between " + one + " and " + other + " flaps");
    }
    link(one, other, times % 2 == 0);
    link(other, one, times % 2 == 0);
    if (times > 1) {
      later(50 + random.nextInt(1500), () -> flap(one, other, times - 1));
    }
  }

  private void link(NodeId from, NodeId to, boolean cut) {
    if (cut) {
      cluster.network().cut(from, to);
    } else {
      cluster.network().heal(from, to);
    }
  }

  void restartSoon(NodeId node) {
    int millis = random.nextInt(4) == 0 ? random.nextInt(8000) : 20 + random.nextInt(1500);
    later(millis, () -> startIfDown(node));
  }

  private void startIfDown(NodeId node) {
    if (!cluster.isUp(node)) {
      cluster.start(node);
    }
  }

  /// The liveness phase: `core` works again in every way, and nothing passes between it and the
  /// rest, which stays as broken as it is. A leader that half of the core still reached would be
  /// right to go on, and the other half of the clients would starve.
  public void heal(List<NodeId> core) {
    healed = core;
    cluster.network().faults(LinkFaults.QUIET);
    cluster.meta().faults(MetaFaults.QUIET);
    for (NodeId one : core) {
      core.forEach(other -> cluster.network().heal(one, other));
      mend(one);
    }
    var rest = new ArrayList<NodeId>(cluster.ids());
    rest.removeAll(core);
    cutAll(rest, true);
  }

  /// The last phase: everything works again.
  public void healAll() {
    healed = cluster.ids();
    cluster.network().healAll();
    cluster.ids().forEach(this::mend);
  }

  private void mend(NodeId node) {
    Machine machine = cluster.machine(node);
    machine.disk().room();
    machine.disk().slow(1);
    machine.disk().cancelSyncFailure();
    killFailed(node);
    if (!machine.isUp()) {
      cluster.start(node);
    }
    machine.resume();
  }

  private NodeId anyone() {
    return cluster.ids().get(random.nextInt(cluster.ids().size()));
  }

  private NodeId other(NodeId than) {
    NodeId drawn = anyone();
    return drawn.equals(than) ? anyone() : drawn;
  }

  void noted(Fault fault, String what) {
    done.merge(fault, 1L, Long::sum);
    world.emit(new NodeId("nemesis"), new Struck(fault, what));
  }

  void later(long millis, Runnable action) {
    world.after(
        millis * MILLION,
        EventKind.FAULT,
        -1,
        () -> {
          if (!stopped) {
            action.run();
          }
        });
  }
}
