package chorus.node;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.cluster.Choice;
import chorus.cluster.ClusterState;
import chorus.cluster.ElectionRound;
import chorus.cluster.ElectionRound.Report;
import chorus.cluster.ElectionRound.Winner;
import chorus.cluster.Ending;
import chorus.cluster.Ending.Cause;
import chorus.cluster.Leadership;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.definition.FailoverMode;
import chorus.definition.OnFollower;
import chorus.env.Env;
import chorus.node.FailureDetector.Evidence;
import chorus.wire.PeerMessage.FenceReport;
import chorus.wire.PeerMessage.FenceRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What the node that leads the meta log does besides: it notices that a shard has no working
/// leader, fences, and chooses (F6). On the control strand.
///
/// It is only a hint who the controller is: two may act at once, and every proposal names the state
/// that it changes.
final class Controller {
  private static final ShardId FORMING = new ShardId(new DatabaseId(0), 0);

  private final Env env;
  private final NodeOptions options;
  private final Electorate electorate;
  private final Consumer<MetaCommand> propose;
  private final Map<ShardId, Round> rounds = new TreeMap<>();
  private final Map<ShardId, Long> proposedAt = new TreeMap<>();
  private final FailureDetector detector;
  private boolean controls;

  /// An election that this node conducts, and since when.
  private record Round(ElectionRound round, long beganAt) {}

  /// `propose` sends a command to the meta log and forgets it: what matters comes back as a new
  /// state.
  Controller(
      Env env,
      NodeOptions options,
      Peers peers,
      Witness witness,
      Electorate electorate,
      Consumer<MetaCommand> propose) {
    this.env = env;
    this.options = options;
    this.electorate = electorate;
    this.propose = propose;
    this.detector = new FailureDetector(options, peers, witness);
  }

  void begin() {
    controls = true;
    detector.begin();
    rounds.clear();
    proposedAt.clear();
    emit(new NodeEvent.Controls(options.self()));
  }

  void end() {
    controls = false;
    emit(new NodeEvent.ControlsNoMore(options.self()));
  }

  /// Looks at everything once; called at each heartbeat.
  void tick(ClusterState state) {
    if (!controls) {
      return;
    }
    if (!state.isFormed()) {
      propose(FORMING, new FormCluster(options.clusterId(), options.members()));
      return;
    }
    electorate.tick(state);
    nextOfTheFirst(state)
        .ifPresent(each ->
            propose.accept(
                new CreateDatabase(
                    each.name(),
                    each.index(),
                    each.engine(),
                    FailoverMode.AUTO,
                    OnFollower.FORWARD,
                    each.policy(),
                    each.replicas())));
    for (DatabaseDefinition definition : state.definitions()) {
      ShardId shard = new ShardId(definition.id(), 0);
      definition
          .dropped()
          .ifPresentOrElse(
              mark -> awaitEnd(shard, mark, definition.version()),
              () -> lookAt(shard, definition, state.leadership(shard)));
    }
  }

  private void lookAt(ShardId shard, DatabaseDefinition definition, Leadership leadership) {
    switch (leadership) {
      case Leadership.Vacant() ->
          propose(
              shard,
              new BeginElection(shard, Epoch.NONE, ending(Cause.CREATED, 0, "new database")));
      case Leadership.Electing electing -> elect(shard, electing, definition);
      case Leadership.Led led -> {
        rounds.remove(shard);
        watch(shard, led, definition);
      }
    }
  }

  /// The databases that a new cluster begins with are made one after another, so that they are the
  /// same on every cluster, and none is forgotten. Once leaders have changed, the list says nothing
  /// any more.
  private Optional<NodeOptions.FirstDatabase> nextOfTheFirst(ClusterState state) {
    List<NodeOptions.FirstDatabase> wanted = options.databases();
    int made = state.made();
    boolean isNew =
        made < wanted.size()
            && state.definitions().stream().allMatch(each -> isOneOfTheFirst(each, wanted, state));
    return isNew ? Optional.of(wanted.get(made)) : Optional.empty();
  }

  private static boolean isOneOfTheFirst(
      DatabaseDefinition definition, List<NodeOptions.FirstDatabase> wanted, ClusterState state) {
    Epoch epoch = state.leadership(new ShardId(definition.id(), 0)).epoch();
    return definition.name().equals(wanted.get(definition.id().number()).name())
        && !epoch.isAfter(Epoch.NONE.next());
  }

  /// No election goes on in a dropped database. Once its time is over it is gone for good.
  private void awaitEnd(ShardId shard, Dropped mark, long version) {
    rounds.remove(shard);
    boolean atOnce = options.has(PlantedBug.FORGET_BEFORE_DEADLINE);
    long at = atOnce ? mark.untilMillis() : env.clock().wallMillis();
    if (mark.isOver(at) && propose(shard, new ForgetDatabase(shard.database(), version, at))) {
      emit(new NodeEvent.Forgets(options.self(), shard.database(), mark.untilMillis()));
    }
  }

  /// A replica has fenced itself and says where its log ends. A process whose start is not agreed,
  /// from an older copy of its directory perhaps, has no say.
  void reported(NodeId from, FenceReport report, ClusterState state) {
    Round open = rounds.get(report.shard());
    if (!controls
        || open == null
        || !open.round.epoch().equals(report.epoch())
        || report.boot() != state.members().boot(from)) {
      return;
    }
    emit(
        new NodeEvent.Reported(
            options.self(),
            report.shard(),
            report.epoch(),
            from,
            report.last(),
            report.wholeness()));
    open.round.report(from, new Report(report.last(), report.wholeness(), report.boot()), now());
    if (options.has(PlantedBug.ELECT_FIRST_REPORT)) {
      choose(report.shard(), open, new Winner(from, report.boot(), report.last()));
    }
  }

  private void elect(ShardId shard, Leadership.Electing electing, DatabaseDefinition definition) {
    Epoch epoch = electing.epoch();
    Round open = rounds.get(shard);
    if (open == null || !open.round.epoch().equals(epoch)) {
      open = new Round(new ElectionRound(epoch, definition.ack()), now());
      rounds.put(shard, open);
      proposedAt.remove(shard);
    }
    Optional<Winner> winner = winner(open.round, electing, definition);
    if (winner.isPresent()) {
      choose(shard, open, winner.get());
      return;
    }
    for (NodeId replica : definition.ack().replicas()) {
      env.network().send(replica, new FenceRequest(shard, epoch));
    }
  }

  /// Where failover is manual, an election that nobody asked for may only bring the last leader
  /// back.
  private Optional<Winner> winner(
      ElectionRound round, Leadership.Electing electing, DatabaseDefinition definition) {
    long patience = options.timings().electionPatience().toNanos();
    if (electing.cause() == Cause.FORCED) {
      return round.forced(now(), patience, detector.unsteady());
    }
    if (isLeftToPeople(definition) && electing.cause() == Cause.DETECTED) {
      return electing.last().flatMap(round::again);
    }
    return round.winner(now(), patience, detector.unsteady());
  }

  private void choose(ShardId shard, Round open, Winner best) {
    Epoch epoch = open.round.epoch();
    long took = Duration.ofNanos(now() - open.beganAt).toMillis();
    var choice = new Choice(options.self(), took, open.round.candidates());
    if (propose(shard, new ElectLeader(shard, epoch, best.node(), best.boot(), choice))) {
      emit(new NodeEvent.Chose(options.self(), shard, epoch, best.node(), best.last()));
    }
  }

  private void watch(ShardId shard, Leadership.Led led, DatabaseDefinition definition) {
    Optional<Evidence> found =
        detector
            .against(shard, led)
            .filter(each -> each.mayReturn() || !isLeftToPeople(definition));
    if (found.isEmpty()) {
      return;
    }
    Evidence evidence = found.get();
    Ending ending = ending(Cause.DETECTED, evidence.sinceMillis(), evidence.words());
    if (propose(shard, new BeginElection(shard, led.epoch(), ending))) {
      detector.givenUp(led.leader());
      emit(
          new NodeEvent.Suspected(
              options.self(), shard, led.epoch(), led.leader(), evidence.words()));
    }
  }

  private boolean isLeftToPeople(DatabaseDefinition definition) {
    return definition.failover() == FailoverMode.MANUAL
        && !options.has(PlantedBug.MANUAL_FAILOVER_BY_ITSELF);
  }

  private Ending ending(Cause cause, long tookMillis, String evidence) {
    return new Ending(cause, options.self(), env.clock().wallMillis(), tookMillis, evidence);
  }

  /// Proposes at most once in a while for each shard; true if it did.
  private boolean propose(ShardId shard, MetaCommand command) {
    long now = now();
    Long before = proposedAt.get(shard);
    if (before != null && now - before < options.timings().detection().toNanos()) {
      return false;
    }
    proposedAt.put(shard, now);
    propose.accept(command);
    return true;
  }

  /// A shard is gone for good.
  void forget(ShardId shard) {
    rounds.remove(shard);
    changed(shard);
  }

  /// A leadership changed: what was proposed about the shard has been answered.
  void changed(ShardId shard) {
    proposedAt.remove(shard);
    detector.changed(shard);
  }

  private void emit(Record event) {
    env.trace().emit(event);
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
