package chorus.node;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.ElectionRound;
import chorus.cluster.ElectionRound.Report;
import chorus.cluster.Leadership;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import chorus.log.ReplicaState.Wholeness;
import chorus.wire.PeerMessage.FenceReport;
import chorus.wire.PeerMessage.FenceRequest;
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
  private final Consumer<MetaCommand> propose;
  private final Map<ShardId, ElectionRound> rounds = new TreeMap<>();
  private final Map<ShardId, Long> proposedAt = new TreeMap<>();
  private final FailureDetector detector;
  private boolean controls;

  /// `propose` sends a command to the meta log and forgets it: what matters comes back as a new
  /// state.
  Controller(
      Env env, NodeOptions options, Peers peers, Witness witness, Consumer<MetaCommand> propose) {
    this.env = env;
    this.options = options;
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
    if (state.databases().isEmpty()) {
      for (NodeOptions.FirstDatabase each : options.databases()) {
        propose.accept(new CreateDatabase(each.name(), each.index(), each.engine()));
      }
      return;
    }
    for (DatabaseDefinition definition : state.definitions()) {
      ShardId shard = new ShardId(definition.id(), 0);
      switch (state.leadership(shard)) {
        case Leadership.Vacant() -> propose(shard, new BeginElection(shard, Epoch.NONE));
        case Leadership.Electing(Epoch epoch) -> elect(shard, epoch, definition);
        case Leadership.Led led -> {
          rounds.remove(shard);
          watch(shard, led);
        }
      }
    }
  }

  /// A replica has fenced itself and says where its log ends. One that is not whole does not vote,
  /// nor does a process that started from an older copy of its directory than the cluster knows.
  void reported(NodeId from, FenceReport report, ClusterState state) {
    ElectionRound round = rounds.get(report.shard());
    if (!controls
        || round == null
        || !round.epoch().equals(report.epoch())
        || report.wholeness() != Wholeness.WHOLE
        || report.boot() < state.members().getOrDefault(from, 0L)) {
      return;
    }
    emit(
        new NodeEvent.Reported(
            options.self(), report.shard(), report.epoch(), from, report.last()));
    round.report(from, new Report(report.last(), report.boot()), now());
    if (options.has(PlantedBug.ELECT_FIRST_REPORT)) {
      propose(report.shard(), new ElectLeader(report.shard(), report.epoch(), from, report.boot()));
    }
  }

  private void elect(ShardId shard, Epoch epoch, DatabaseDefinition definition) {
    ElectionRound round = rounds.get(shard);
    if (round == null || !round.epoch().equals(epoch)) {
      round = new ElectionRound(epoch, definition.ack());
      rounds.put(shard, round);
      proposedAt.remove(shard);
    }
    Optional<ElectionRound.Winner> winner =
        round.winner(now(), options.timings().electionPatience().toNanos(), detector.unsteady());
    if (winner.isPresent()) {
      ElectionRound.Winner best = winner.get();
      if (propose(shard, new ElectLeader(shard, epoch, best.node(), best.boot()))) {
        emit(new NodeEvent.Chose(options.self(), shard, epoch, best.node(), best.last()));
      }
      return;
    }
    for (NodeId replica : definition.ack().replicas()) {
      env.network().send(replica, new FenceRequest(shard, epoch));
    }
  }

  private void watch(ShardId shard, Leadership.Led led) {
    Optional<String> evidence = detector.against(shard, led);
    if (evidence.isEmpty()) {
      return;
    }
    if (propose(shard, new BeginElection(shard, led.epoch()))) {
      detector.givenUp(led.leader());
      emit(
          new NodeEvent.Suspected(
              options.self(), shard, led.epoch(), led.leader(), evidence.get()));
    }
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
