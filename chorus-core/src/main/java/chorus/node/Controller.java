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
import chorus.wire.ShardStatus;
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
  private final Peers peers;
  private final Consumer<MetaCommand> propose;
  private final Map<ShardId, ElectionRound> rounds = new TreeMap<>();
  private final Map<ShardId, Long> firstSeen = new TreeMap<>();
  private final Map<ShardId, Long> lastGood = new TreeMap<>();
  private final Map<ShardId, Long> proposedAt = new TreeMap<>();
  private boolean controls;
  private long controlsSince;

  /// `propose` sends a command to the meta log and forgets it: what matters comes back as a new
  /// state.
  Controller(Env env, NodeOptions options, Peers peers, Consumer<MetaCommand> propose) {
    this.env = env;
    this.options = options;
    this.peers = peers;
    this.propose = propose;
  }

  void begin() {
    controls = true;
    controlsSince = now();
    firstSeen.clear();
    lastGood.clear();
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
        round.winner(now(), options.timings().electionPatience().toNanos());
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
    Optional<String> evidence = against(shard, led);
    if (evidence.isEmpty()) {
      return;
    }
    if (propose(shard, new BeginElection(shard, led.epoch()))) {
      emit(
          new NodeEvent.Suspected(
              options.self(), shard, led.epoch(), led.leader(), evidence.get()));
    }
  }

  /// Why the leader should be given up; empty if it should not.
  private Optional<String> against(ShardId shard, Leadership.Led led) {
    long now = now();
    long detection = options.timings().detection().toNanos();
    boolean listenedLongEnough = now - controlsSince > detection;
    Optional<Peers.Heard> heard = peers.of(led.leader());
    if (peers.silence(led.leader(), now) > detection) {
      return listenedLongEnough
          ? Optional.of("silent for more than " + options.timings().detection().toMillis() + " ms")
          : Optional.empty();
    }
    if (heard.isPresent()
        && heard.get().boot() > led.boot()
        && !options.has(PlantedBug.RESUME_EPOCH_AFTER_RESTART)) {
      return Optional.of("restarted since it was chosen");
    }
    if (peers
        .status(led.leader(), shard)
        .filter(status -> status.standing() == ShardStatus.Standing.FAILED)
        .isPresent()) {
      return Optional.of("its replica failed");
    }
    if (leads(shard, led)) {
      lastGood.put(shard, now);
      return Optional.empty();
    }
    return now - lastSign(shard, now) > patience(shard)
        ? Optional.of("alive but without a lease, or unable to lead")
        : Optional.empty();
  }

  /// When the leader last served as far as this controller knows, or when it was first seen chosen.
  private long lastSign(ShardId shard, long now) {
    long chosen = firstSeen.computeIfAbsent(shard, any -> now);
    return lastGood.getOrDefault(shard, chosen);
  }

  /// A leader that served and does not any more is given up sooner than one that has not begun:
  /// that one has to wait until the promises to its predecessor ran out, and giving it up earlier
  /// would bind everybody anew, for ever.
  private long patience(ShardId shard) {
    long detection = options.timings().detection().toNanos();
    return lastGood.containsKey(shard)
        ? 2 * detection
        : detection + 2 * options.timings().lease().toNanos();
  }

  private boolean leads(ShardId shard, Leadership.Led led) {
    return peers
        .status(led.leader(), shard)
        .filter(status ->
            status.epoch().equals(led.epoch()) && status.standing() == ShardStatus.Standing.LEADING)
        .isPresent();
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
    firstSeen.remove(shard);
    lastGood.remove(shard);
  }

  private void emit(Record event) {
    env.trace().emit(event);
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
