package chorus.sim;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Timings;
import chorus.definition.AckMode;
import chorus.definition.Engine;
import chorus.definition.OnDegrade;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.sim.check.Accusations;
import chorus.sim.check.EpochLaws;
import chorus.sim.check.ExactlyOnce;
import chorus.sim.check.ManualFailover;
import chorus.sim.check.ReplicaLogs;
import chorus.sim.check.StalledLeaders;
import chorus.sim.check.UniqueNumbers;
import chorus.sim.check.VectorOrder;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.CoreStarter;
import chorus.sim.cluster.SimCluster;
import chorus.sim.fault.Fault;
import chorus.sim.fault.FaultPlan;
import chorus.sim.fault.Nemesis;
import chorus.sim.workload.Client;
import chorus.sim.workload.History;
import chorus.sim.workload.NumberClient;
import chorus.sim.workload.OnceClient;
import chorus.sim.workload.Operator;
import chorus.sim.workload.Reformer;
import chorus.sim.workload.WaitTrial;
import chorus.sim.workload.Watcher;
import chorus.sim.world.SimEntropy;
import chorus.sim.world.World;
import chorus.wire.PeerMessage.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One seed: a cluster is born, suffers while clients work (safety), is half healed and must serve
/// every client again (liveness), is healed and must agree (convergence). The checkers watch all of
/// it.
public final class Simulation {
  public static final String PROGRESS = "a healed majority serves every client";
  public static final String CONVERGENCE = "healed replicas become equal";
  public static final String SCRUBBED = "rot under a running node is found and repaired";
  public static final String NO_CRASH = "no node ends by its own error";
  public static final String NOBODY_FORGOTTEN = "nothing waits for ever";
  public static final String WORK = "enough was done to judge";

  private static final List<AckMode> MODES = List.of(AckMode.values());
  private static final long STEP_LIMIT = 5_000_000;
  private static final long MILLION = 1_000_000;
  private static final long BIRTH_MILLIS = 15_000;
  private static final long SAFETY_MILLIS = 18_000;
  private static final long PROGRESS_MILLIS = 20_000;
  private static final long WAIT_MILLIS = 10_000;
  private static final long CONVERGENCE_MILLIS = 30_000;
  private static final long SCRUB_MILLIS = 10_000;
  private static final long LEAST_ANSWERS = 50;

  private final long seed;
  private final World world;
  private final RandomGenerator random;
  private final FaultPlan plan;
  private final Timings tempo;
  private final Verdicts verdicts;
  private final SimCluster cluster;
  private final Nemesis nemesis;
  private final ReplicaLogs logs;
  private final TraceLaws laws;
  private final Markers markers;
  private final History history = new History();
  private final VectorOrder order;
  private final List<Client> clients = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final ExactlyOnce ledger;
  private final List<OnceClient> onceClients = new ArrayList<>();
  private final UniqueNumbers numbers;
  private final List<NumberClient> numberClients = new ArrayList<>();
  private @Nullable Operator operator;
  private @Nullable Reformer reformer;
  private boolean born;

  /// `bugs` are planted in every node, to see them caught.
  public Simulation(long seed, Set<PlantedBug> bugs) {
    this(
        seed,
        bugs,
        entropy -> FaultPlan.draw(entropy.fork("plan")),
        entropy -> Tempo.draw(entropy.fork("tempo")),
        OptionalInt.empty());
  }

  /// Like [#Simulation(long, Set)], under the faults of `focus`.
  public Simulation(long seed, Set<PlantedBug> bugs, Focus focus) {
    this(seed, bugs, focus::plan, focus::tempo, focus.nodes());
  }

  private Simulation(
      long seed,
      Set<PlantedBug> bugs,
      Function<SimEntropy, FaultPlan> plan,
      Function<SimEntropy, Timings> tempo,
      OptionalInt nodes) {
    this.seed = seed;
    var entropy = new SimEntropy(seed);
    this.world = new World(entropy, STEP_LIMIT);
    this.random = entropy.fork("simulation");
    this.plan = plan.apply(entropy);
    this.tempo = tempo.apply(entropy);
    this.verdicts = new Verdicts(world::nowMillis);
    int size = nodes.orElse(random.nextInt(4) == 0 ? 5 : 3);
    List<NodeId> members =
        IntStream.rangeClosed(1, size).mapToObj(number -> new NodeId("n" + number)).toList();
    this.cluster =
        new SimCluster(
            world,
            size,
            CoreStarter.codec(),
            new CoreStarter(members, database(entropy, size), this.tempo, bugs),
            this::crashed);
    this.nemesis = new Nemesis(cluster, this.plan);
    this.logs = new ReplicaLogs(verdicts, members);
    var accusations = new Accusations(verdicts, this.tempo);
    cluster
        .network()
        .onArrival((to, from, message) -> {
          if (message instanceof Heartbeat heartbeat) {
            accusations.came(world.nowNanos(), to, from, heartbeat);
          }
        });
    this.numbers = new UniqueNumbers(verdicts);
    this.laws =
        new TraceLaws(
            cluster,
            logs,
            new EpochLaws(verdicts),
            accusations,
            new StalledLeaders(verdicts, cluster, this.tempo),
            new ManualFailover(verdicts),
            numbers,
            nemesis);
    this.order = new VectorOrder(verdicts);
    this.ledger = new ExactlyOnce(verdicts, laws::lastEpoch);
    this.markers = new Markers(logs);
    world.observe(markers);
    world.observe(laws);
  }

  /// In half of the seeds writes count on a majority of all nodes. The draws are their own, so that
  /// what else a seed draws does not depend on them.
  private static FirstDatabase database(SimEntropy entropy, int size) {
    RandomGenerator chance = entropy.fork("modes");
    boolean isPlain = chance.nextBoolean();
    AckMode mode = MODES.get(chance.nextInt(MODES.size()));
    OnDegrade onDegrade = chance.nextInt(3) == 0 ? OnDegrade.WAIT : OnDegrade.ERROR;
    int replicas = chance.nextInt(4) == 0 ? size - 1 : size;
    return isPlain
        ? FirstDatabase.of("main", 0, Engine.MEMORY)
        : new FirstDatabase("main", 0, Engine.MEMORY, mode, onDegrade, replicas);
  }

  /// The world, for those who want to watch.
  public World world() {
    return world;
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
    order.finish();
    int undecided = history.check(verdicts);
    if (ledger.repeatedAcrossLeaders() > 0) {
      markers.reach(Marker.ONCE_REPEATED);
    }
    if (numbers.resumedCount() > 0) {
      markers.reach(Marker.NUMBERS_ABANDONED);
    }
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
    hireClients();
    nemesis.start();
    world.runUntil(world.nowNanos() + SAFETY_MILLIS * MILLION);
    nemesis.stop();
    if (reformer != null) {
      reformer.finish();
    }
    if (progresses() && converges()) {
      verdicts.require(
          WORK, history.answeredCount() >= LEAST_ANSWERS, "answers", history.answeredCount());
    }
  }

  private void hireClients() {
    int workers = 3 + random.nextInt(4);
    int readers = 1 + random.nextInt(3);
    for (int number = 1; number <= workers + readers; number++) {
      var client =
          new Client(cluster, number, number <= workers ? worker() : reader(), history, verdicts);
      clients.add(client);
      client.start();
    }
    for (int number = 1; number <= 2; number++) {
      var watcher = new Watcher(cluster, number, 40 + random.nextInt(200), history, order);
      watchers.add(watcher);
      watcher.start();
    }
    hireOnceClients();
    hireNumberClients();
    hireOperator();
    hireReformer();
  }

  /// In one seed of four.
  private void hireReformer() {
    if (world.entropy().fork("reformers").nextInt(4) == 0) {
      reformer = new Reformer(cluster, verdicts);
      reformer.start();
    }
  }

  /// In one seed of three.
  private void hireOperator() {
    if (world.entropy().fork("operators").nextInt(3) == 0) {
      operator = new Operator(cluster, laws.leaders(), verdicts);
      operator.start();
    }
  }

  /// In one seed of three. Their draws are their own, so that the other seeds stay what they are.
  private void hireOnceClients() {
    RandomGenerator chance = world.entropy().fork("once clients");
    int count = chance.nextInt(3) == 0 ? 1 + chance.nextInt(3) : 0;
    for (int number = 1; number <= count; number++) {
      var client = new OnceClient(cluster, number, ledger, verdicts);
      onceClients.add(client);
      client.start();
    }
  }

  /// In one seed of three, with draws of their own too.
  private void hireNumberClients() {
    RandomGenerator chance = world.entropy().fork("number clients");
    int count = chance.nextInt(3) == 0 ? 1 + chance.nextInt(3) : 0;
    for (int number = 1; number <= count; number++) {
      var client = new NumberClient(cluster, number, numbers, verdicts);
      numberClients.add(client);
      client.start();
    }
  }

  private Client.Pace worker() {
    return new Client.Pace(
        Client.Habit.WORKS,
        10 + random.nextInt(150),
        random.nextBoolean() ? 1 : 1 + random.nextInt(6),
        1000 + random.nextInt(12_000));
  }

  private Client.Pace reader() {
    return new Client.Pace(
        Client.Habit.READS,
        5 + random.nextInt(60),
        1 + random.nextInt(2),
        200 + random.nextInt(4000));
  }

  private boolean progresses() {
    List<NodeId> core = core();
    nemesis.heal(core);
    clients.forEach(client -> client.knowOnly(core));
    numberClients.forEach(client -> client.knowOnly(core));
    if (operator != null) {
      operator.insist(core);
    }
    long healed = world.nowNanos();
    boolean served =
        until(
            PROGRESS_MILLIS,
            () -> clients.stream().allMatch(client -> client.lastSuccessNanos() > healed));
    if (!served) {
      List<Integer> starved =
          clients.stream()
              .filter(client -> client.lastSuccessNanos() <= healed)
              .map(Client::number)
              .toList();
      verdicts.broken(
          PROGRESS,
          "clients %s got no write through %s in %d ms".formatted(starved, core, PROGRESS_MILLIS));
    }
    return served && drawsNumbers(healed) && answersWhoWaits(core) && movesAtWill();
  }

  private boolean drawsNumbers(long healed) {
    boolean drawn =
        until(
            PROGRESS_MILLIS,
            () -> numberClients.stream().allMatch(each -> each.lastSuccessNanos() > healed));
    if (!drawn) {
      verdicts.broken(PROGRESS, "a client got no number in " + PROGRESS_MILLIS + " ms");
    }
    return drawn;
  }

  /// Where all is well, a planned switchover succeeds sooner or later.
  private boolean movesAtWill() {
    Operator person = operator;
    if (person == null) {
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
    NodeId rotten = nemesis.rotten();
    if (rotten != null) {
      able.remove(rotten);
    }
    int size = cluster.ids().size() / 2 + 1;
    var asked = new ArrayList<NodeId>(able);
    while (able.size() > size && !asked.isEmpty()) {
      NodeId without = asked.remove(random.nextInt(asked.size()));
      able.remove(without);
      if (!laws.canServe(able)) {
        able.add(without);
      }
    }
    return laws.canServe(able) ? List.copyOf(able) : cluster.ids();
  }

  private boolean converges() {
    nemesis.healAll();
    clients.forEach(client -> client.knowOnly(cluster.ids()));
    numberClients.forEach(client -> client.knowOnly(cluster.ids()));
    world.runUntil(world.nowNanos() + 1000 * MILLION);
    clients.forEach(Client::finish);
    watchers.forEach(Watcher::finish);
    onceClients.forEach(OnceClient::finish);
    numberClients.forEach(NumberClient::finish);
    long target = logs.committedEnd();
    boolean equal =
        until(
            CONVERGENCE_MILLIS,
            () ->
                laws.allHashedSince(target)
                    && clients.stream().allMatch(Client::isIdle)
                    && onceClients.stream().allMatch(OnceClient::isIdle));
    if (!equal) {
      verdicts.broken(
          CONVERGENCE,
          "not every replica reached %d in %d ms: %s"
              .formatted(target, CONVERGENCE_MILLIS, laws.hashedAt()));
    }
    looksAtEverything();
    clients.forEach(Client::abandon);
    readBack();
    if (!until(WAIT_MILLIS, () -> laws.waiting() == 0)) {
      verdicts.broken(NOBODY_FORGOTTEN, laws.waiting() + " commands wait, and no client is there");
    }
    return equal;
  }

  /// By now nothing stands in the way of repairing what has rotted.
  private void looksAtEverything() {
    if (nemesis.rottenAtRest().isEmpty()) {
      return;
    }
    nemesis.scrubAll();
    if (!until(SCRUB_MILLIS, () -> nemesis.rottenAtRest().isEmpty())) {
      verdicts.broken(SCRUBBED, "still rotten: " + nemesis.rottenAtRest());
    }
  }

  /// One more client reads every key, so that a write that was lost at the very end is missed.
  private void readBack() {
    var last =
        new Client(
            cluster,
            clients.size() + 1,
            new Client.Pace(Client.Habit.READS, 1, 1, 10_000),
            history,
            verdicts);
    last.readEverything();
    until(20_000, last::isIdle);
    last.abandon();
    if (!onceClients.isEmpty()) {
      onceClients.getFirst().readBack();
      until(20_000, onceClients.getFirst()::isIdle);
    }
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
