package chorus.sim;

import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Timings;
import chorus.log.LogOptions;
import chorus.sim.check.Accusations;
import chorus.sim.check.DroppedDatabases;
import chorus.sim.check.Electorates;
import chorus.sim.check.EpochLaws;
import chorus.sim.check.ExactlyOnce;
import chorus.sim.check.HolderLaws;
import chorus.sim.check.ManualFailover;
import chorus.sim.check.Queues;
import chorus.sim.check.ReplicaLogs;
import chorus.sim.check.StalledLeaders;
import chorus.sim.check.UniqueNumbers;
import chorus.sim.check.VectorOrder;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.CoreStarter;
import chorus.sim.cluster.SimCluster;
import chorus.sim.fault.DataLoss.Remedy;
import chorus.sim.fault.Fault;
import chorus.sim.fault.FaultPlan;
import chorus.sim.fault.Nemesis;
import chorus.sim.workload.Client;
import chorus.sim.workload.History;
import chorus.sim.workload.Landlord;
import chorus.sim.workload.Operator;
import chorus.sim.workload.WaitTrial;
import chorus.sim.world.SimEntropy;
import chorus.sim.world.World;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.SnapshotChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One seed: a cluster is born, suffers while clients work (safety), is half healed and must serve
/// every client again (liveness), is healed and must agree (convergence). The checkers watch all of
/// it.
public final class Simulation {
  public static final String PROGRESS = "a healed majority serves every client";
  public static final String CONVERGENCE = "healed replicas become equal";
  public static final String PLACED = "in the end the data is where it is wanted";
  public static final String SCRUBBED = "rot under a running node is found and repaired";
  public static final String UNDER_CAP = "a log takes no more of the disk than it may";
  public static final String NO_CRASH = "no node ends by its own error";
  public static final String NOBODY_FORGOTTEN = "nothing waits for ever";
  public static final String WORK = "enough was done to judge";

  /// What clients are not promised where a failover may lose writes.
  private static final Set<String> LOSSLESS =
      Set.of(History.LAW, VectorOrder.LAW, ExactlyOnce.LAW, Queues.LAW);

  private static final long STEP_LIMIT = 5_000_000;
  private static final long MILLION = 1_000_000;
  private static final long BIRTH_MILLIS = 15_000;
  private static final long SAFETY_MILLIS = 18_000;
  private static final long PROGRESS_MILLIS = 20_000;
  private static final long WAIT_MILLIS = 10_000;
  private static final long CONVERGENCE_MILLIS = 30_000;
  private static final long SCRUB_MILLIS = 10_000;
  private static final long CAP_MILLIS = 10_000;
  private static final long MEMBERS_MILLIS = 15_000;
  private static final long LEAST_ANSWERS = 50;

  private final long seed;
  private final World world;
  private final RandomGenerator random;
  private final FaultPlan plan;
  private final Timings tempo;
  private final DatabaseDraw database;
  private final Verdicts verdicts;
  private final SimCluster cluster;
  private final Nemesis nemesis;
  private final ReplicaLogs logs;
  private final TraceLaws laws;
  private final Electorates electorates;
  private final DroppedDatabases dropped;
  private final Markers markers;
  private final Crew crew;
  private boolean born;

  /// `bugs` are planted in every node, to see them caught.
  public Simulation(long seed, Set<PlantedBug> bugs) {
    this(
        seed,
        bugs,
        entropy -> FaultPlan.draw(entropy.fork("plan")),
        entropy -> Tempo.draw(entropy.fork("tempo")),
        OptionalInt.empty(),
        (entropy, size) -> DatabaseDraw.of(entropy, size, Optional.empty()),
        Keeping.DRAWN);
  }

  /// Like [#Simulation(long, Set)], under the faults of `focus`.
  public Simulation(long seed, Set<PlantedBug> bugs, Focus focus) {
    this(seed, bugs, focus::plan, focus::tempo, focus.nodes(), focus::database, focus.keeping());
  }

  private Simulation(
      long seed,
      Set<PlantedBug> bugs,
      Function<SimEntropy, FaultPlan> plan,
      Function<SimEntropy, Timings> tempo,
      OptionalInt nodes,
      BiFunction<SimEntropy, Integer, DatabaseDraw> draw,
      Keeping keeping) {
    this.seed = seed;
    var entropy = new SimEntropy(seed);
    this.world = new World(entropy, STEP_LIMIT);
    this.random = entropy.fork("simulation");
    this.plan = plan.apply(entropy);
    int undropMillis = 1000 + entropy.fork("undrop").nextInt(5000);
    this.tempo = tempo.apply(entropy).withUndrop(Duration.ofMillis(undropMillis));
    int size = nodes.orElse(random.nextInt(4) == 0 ? 5 : 3);
    this.database = draw.apply(entropy, size);
    this.verdicts = new Verdicts(world::nowMillis, database.isLossy() ? LOSSLESS : Set.of());
    List<NodeId> members =
        IntStream.rangeClosed(1, size).mapToObj(number -> new NodeId("n" + number)).toList();
    LogOptions log = keeping.options(entropy);
    this.cluster =
        new SimCluster(
            world,
            size,
            CoreStarter.codec(),
            new CoreStarter(database.database(), log, rowsAtOnce(entropy), this.tempo, bugs),
            this::crashed);
    this.nemesis =
        new Nemesis(
            cluster, this.plan, log.equals(CoreStarter.LOG) ? Remedy.OWN_LOG : Remedy.OTHERS);
    this.logs = new ReplicaLogs(verdicts, members);
    if (this.plan.has(Fault.LOSS)) {
      cluster.network().lose(SnapshotChunk.class::isInstance);
    }
    if (this.plan.makesForget()) {
      cluster.askOnArrival(nemesis::outdated);
    }
    var accusations = new Accusations(verdicts, this.tempo);
    this.markers = new Markers(logs);
    var shipping = new ShippingWatch(cluster, this.plan, verdicts, markers);
    cluster
        .network()
        .onArrival((to, from, message) -> {
          if (message instanceof Heartbeat heartbeat) {
            accusations.came(world.nowNanos(), to, from, heartbeat);
          } else if (message instanceof Append append && OfMain.isIts(append.shard())) {
            shipping.came(to, from, append);
          }
        });
    var numbers = new UniqueNumbers(verdicts);
    this.dropped = new DroppedDatabases(verdicts);
    this.laws =
        new TraceLaws(
            cluster,
            logs,
            new EpochLaws(verdicts),
            accusations,
            new StalledLeaders(verdicts, cluster, this.tempo),
            new ManualFailover(verdicts),
            numbers,
            new HolderLaws(verdicts, logs::config),
            nemesis);
    this.electorates = new Electorates(verdicts);
    this.crew =
        new Crew(
            cluster,
            random,
            database,
            verdicts,
            laws,
            numbers,
            electorates,
            dropped,
            undropMillis,
            !this.plan.silences());
    world.observe(electorates);
    world.observe(new OfMain(markers));
    world.observe(new OfMain(laws));
    world.observe(new OfMain(shipping));
    world.observe(new GuestLaws(cluster, dropped, nemesis));
  }

  /// The world, for those who want to watch.
  public World world() {
    return world;
  }

  /// In one seed of three almost every read is a long one.
  private static int rowsAtOnce(SimEntropy entropy) {
    RandomGenerator chance = entropy.fork("long reads");
    return chance.nextInt(3) == 0 ? 1 + chance.nextInt(6) : Limits.ROWS_AT_ONCE;
  }

  /// What the seed draws, in one line.
  public String describe() {
    String families =
        plan.families().isEmpty()
            ? "no faults"
            : plan.families().stream().map(Fault::words).collect(Collectors.joining(", "));
    return "%d nodes; %s; %s; %s".formatted(cluster.ids().size(), families, plan.links(), tempo);
  }

  public SimResult run() {
    try {
      live();
    } catch (World.StepLimitReached livelock) {
      verdicts.broken(PROGRESS, String.valueOf(livelock.getMessage()));
    }
    int undecided = crew.judge(markers);
    History history = crew.history();
    return new SimResult(
        seed,
        world.traceHash(),
        verdicts.found(),
        world.nowMillis(),
        world.steps(),
        nemesis.done(),
        markers.reached(),
        plan,
        new SimResult.Work(
            history.answeredCount(),
            history.failedCount(),
            history.openCount(),
            history.eventualReads(),
            laws.leaderships(),
            logs.committedEnd(),
            undecided));
  }

  private void live() {
    cluster.startAll();
    if (!until(BIRTH_MILLIS, () -> laws.leaderships() > 0)) {
      verdicts.broken(PROGRESS, "no leader after the first start");
      return;
    }
    born = true;
    crew.hire();
    nemesis.start();
    world.runUntil(world.nowNanos() + SAFETY_MILLIS * MILLION);
    nemesis.stop();
    crew.leaveTheDatabaseAsItIs();
    crew.leaveTheMembersAsTheyAre();
    if (progresses() && converges()) {
      long answers = crew.history().answeredCount();
      verdicts.require(WORK, answers >= LEAST_ANSWERS, "answers", answers);
    }
  }

  /// A wish that was on its way when the core was chosen may need nodes which are not in it.
  private boolean progresses() {
    List<NodeId> core = core();
    return progresses(core)
        || (!laws.canServe(core, crew.openModes()) && progresses(cluster.ids()));
  }

  private boolean progresses(List<NodeId> core) {
    nemesis.heal(core);
    crew.knowOnly(core);
    crew.operator().ifPresent(it -> it.insist(core));
    long healed = world.nowNanos();
    boolean served = until(PROGRESS_MILLIS, () -> crew.starvedSince(healed).isEmpty());
    if (!served && laws.canServe(core, crew.openModes())) {
      verdicts.broken(
          PROGRESS,
          "clients %s got no write through %s in %d ms"
              .formatted(crew.starvedSince(healed), core, PROGRESS_MILLIS));
    }
    return served
        && drawsNumbers(healed)
        && answersWhoWaits(core)
        && movesAtWill(core)
        && trimsWhatIsTooMuch(core);
  }

  private boolean drawsNumbers(long healed) {
    boolean drawn = until(PROGRESS_MILLIS, () -> crew.haveDrawnSince(healed));
    if (!drawn) {
      verdicts.broken(PROGRESS, "a client got no number in " + PROGRESS_MILLIS + " ms");
    }
    return drawn;
  }

  /// Where all is well, a planned switchover succeeds sooner or later.
  private boolean movesAtWill(List<NodeId> core) {
    Operator person = crew.operator().orElse(null);
    if (person == null) {
      return true;
    }
    if (laws.lasting().stream().filter(core::contains).count() < 2) {
      person.finish();
      return true;
    }
    int before = person.moves();
    boolean moved = until(PROGRESS_MILLIS, () -> person.moves() > before);
    person.finish();
    if (!moved) {
      verdicts.broken(PROGRESS, "no switchover succeeded in " + PROGRESS_MILLIS + " ms");
    }
    return moved;
  }

  /// Also while who is not in the core lacks ever more of the log; but a leader that may be alone
  /// with its writes can trim none of them. A busy log is over its cap by what is not flushed yet,
  /// so what counts is that the rest goes.
  private boolean trimsWhatIsTooMuch(List<NodeId> core) {
    long asked = world.nowNanos();
    boolean trimmed =
        database.isLossy() || until(CAP_MILLIS, () -> laws.untrimmed(core, asked).isEmpty());
    if (!trimmed) {
      verdicts.broken(
          UNDER_CAP, "nothing is trimmed of the logs of " + laws.untrimmed(core, asked));
    }
    return trimmed;
  }

  private boolean answersWhoWaits(List<NodeId> core) {
    var trial = new WaitTrial(cluster, verdicts);
    trial.start(core);
    boolean answered = until(WAIT_MILLIS, trial::isDone);
    if (!answered) {
      verdicts.broken(WaitTrial.LAW, "no answer for " + trial.unanswered());
    }
    return answered;
  }

  /// A majority that the mode can do with; without the node whose data may be damaged, since it
  /// does not count, unless the mode needs everybody.
  private List<NodeId> core() {
    var able = new ArrayList<NodeId>(cluster.ids());
    NodeId rotten = nemesis.losses().rotten();
    if (rotten != null) {
      able.remove(rotten);
    }
    int size = cluster.ids().size() / 2 + 1;
    var asked = new ArrayList<NodeId>(able);
    while (able.size() > size && !asked.isEmpty()) {
      NodeId without = asked.remove(random.nextInt(asked.size()));
      able.remove(without);
      if (!isCore(able)) {
        able.add(without);
      }
    }
    return isCore(able) ? List.copyOf(able) : cluster.ids();
  }

  private boolean isCore(List<NodeId> nodes) {
    return laws.canServe(nodes, crew.openModes()) && cluster.canDecide(nodes);
  }

  private boolean converges() {
    nemesis.healAll();
    crew.knowOnly(cluster.ids());
    world.runUntil(world.nowNanos() + 1000 * MILLION);
    crew.finish();
    long end = logs.committedEnd();
    BooleanSupplier isEqual =
        () -> laws.allHashedSince(database.isLossy() ? logs.committedEnd() : end) && crew.isIdle();
    boolean equal = until(CONVERGENCE_MILLIS, isEqual) || showsHashes(isEqual);
    if (!equal) {
      verdicts.broken(
          CONVERGENCE,
          "not every replica reached %d in %d ms: %s"
              .formatted(logs.committedEnd(), CONVERGENCE_MILLIS, laws.hashedAt()));
    }
    if (!until(CAP_MILLIS, () -> laws.overCap().isEmpty())) {
      verdicts.broken(UNDER_CAP, "logs of " + laws.overCap());
    }
    if (!until(CONVERGENCE_MILLIS, laws::isPlaced)) {
      verdicts.broken(PLACED, "wanted on " + laws.wanted() + ", is on " + laws.replicas());
    }
    looksAtEverything();
    settlesWhoVotes();
    crew.abandon();
    readBack();
    crew.landlord().ifPresent(this::tidiesUp);
    if (!until(WAIT_MILLIS, () -> laws.waiting() == 0)) {
      verdicts.broken(NOBODY_FORGOTTEN, laws.waiting() + " commands wait, and no client is there");
    }
    return equal;
  }

  /// A replica that took its rows from another one after the last beat shows no hash before the
  /// next one, which comes only where something is written, or somebody asks.
  private boolean showsHashes(BooleanSupplier isEqual) {
    cluster.ids().stream().filter(cluster::isUp).forEach(cluster::verify);
    return until(WAIT_MILLIS, isEqual);
  }

  /// By now nothing stands in the way of bringing the control plane in line with the members.
  private void settlesWhoVotes() {
    if (!until(MEMBERS_MILLIS, () -> unsettled().isEmpty())) {
      verdicts.broken(Electorates.FOLLOWS, String.join("; ", unsettled()));
    }
  }

  private List<String> unsettled() {
    NodeId leader = cluster.meta().leader();
    return leader == null
        ? List.of("nobody leads the control plane")
        : electorates.unsettled(Set.copyOf(cluster.awake()), cluster.meta().members(), leader);
  }

  /// By now nothing stands in the way of repairing what has rotted, where it is in use.
  private void looksAtEverything() {
    if (rotten().isEmpty()) {
      return;
    }
    nemesis.losses().scrubAll();
    if (!until(SCRUB_MILLIS, () -> rotten().isEmpty())) {
      verdicts.broken(SCRUBBED, "still rotten: " + rotten());
    }
  }

  private List<String> rotten() {
    return nemesis.losses().rottenAtRest(laws.replicas());
  }

  private void readBack() {
    Client last = crew.lastReader();
    until(20_000, last::isIdle);
    last.abandon();
    crew.lastCounter().ifPresent(it -> until(20_000, it::isIdle));
    crew.lastLister().ifPresent(it -> until(20_000, it::isIdle));
    crew.lastInTheQueue().ifPresent(it -> until(20_000, it::isIdle));
  }

  /// What was dropped is taken back, or gone with all its files.
  private void tidiesUp(Landlord landlord) {
    landlord.finish();
    if (!until(PROGRESS_MILLIS, landlord::isDone)
        && !nemesis.losses().mayHaveEmptiedWhatIsDropped()) {
      verdicts.broken(PROGRESS, "a drop was taken back, and the database is not served again");
    }
    if (!until(WAIT_MILLIS, () -> left().isEmpty())) {
      verdicts.broken(DroppedDatabases.CLEARED, "left " + left());
    }
  }

  private List<String> left() {
    return cluster.awake().stream()
        .flatMap(node ->
            dropped.left(cluster.machine(node).disk().paths()).stream()
                .map(path -> node + ":" + path))
        .toList();
  }

  private boolean until(long millis, BooleanSupplier reached) {
    long deadline = world.nowNanos() + millis * MILLION;
    while (!reached.getAsBoolean()) {
      if (world.nowNanos() >= deadline) {
        return false;
      }
      world.runUntil(world.nowNanos() + 100 * MILLION);
    }
    return true;
  }

  private void crashed(NodeId node, Throwable cause) {
    verdicts.broken(NO_CRASH, node + " after " + cause + " at " + place(cause));
    if (born) {
      nemesis.crashed(node);
    }
  }

  private static String place(Throwable cause) {
    for (StackTraceElement each : cause.getStackTrace()) {
      String name = each.getClassName();
      if (name.startsWith("chorus.") && !name.contains("Require")) {
        return each.toString();
      }
    }
    return "an unknown place";
  }
}
