package chorus.node;

import chorus.base.DatabaseId;
import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.Leadership;
import chorus.cluster.MetaCodec;
import chorus.cluster.MetaCommand;
import chorus.cluster.StateCodec;
import chorus.command.CommandTable;
import chorus.command.Switched;
import chorus.command.SwitchoverPlan;
import chorus.command.stats.NodeStats;
import chorus.database.HostedShard;
import chorus.definition.DatabaseDefinition;
import chorus.definition.MemberAddress;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.env.Links;
import chorus.env.Message;
import chorus.env.MetaLog;
import chorus.env.MetaMachine;
import chorus.env.MetaMembers;
import chorus.env.Strands;
import chorus.env.Timer;
import chorus.resp.Bytes;
import chorus.store.Engines;
import chorus.wire.ForwardVerdict;
import chorus.wire.PeerMessage;
import chorus.wire.PeerMessage.ArrivalAnswer;
import chorus.wire.PeerMessage.ArrivalAsk;
import chorus.wire.PeerMessage.CutLinks;
import chorus.wire.PeerMessage.FenceReport;
import chorus.wire.PeerMessage.ForwardReply;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.HeartbeatReply;
import chorus.wire.PeerMessage.Removed;
import chorus.wire.PeerMessage.SwitchoverAbort;
import chorus.wire.PeerMessage.SwitchoverAsk;
import chorus.wire.PeerMessage.SwitchoverRefused;
import chorus.wire.PeerMessage.Unblock;
import chorus.wire.PeerMessage.Withdraw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node. The shell starts it, gives it the messages that come in, and opens a session for each
/// connection.
///
/// What is written here runs on the control strand, except for the methods that say otherwise.
public final class Node implements MetaMachine {
  private final NodeOptions options;
  private final Strands strands;
  private final Env env;
  private final MetaLog metaLog;
  private final Reservations reservations;
  private final Holdings holdings;
  private final CommandTable commands;
  private final NodeStats stats;
  private final Links links;
  private final Membership membership;
  private final Peers peers = new Peers();
  private final Witness witness;
  private final Leases leases;
  private final Controller controller;
  private final Arrivals arrivals;
  private final OwnStart ownStart;
  private final ClockWatch clocks;
  private final Heartbeats heartbeats;
  private final Decisions decisions;
  private final HandOvers handOvers;
  private final Switchovers switchovers;
  private final ClockHandOvers clockHandOvers;
  private final LeaderWaits leaderWaits = new LeaderWaits();
  private final Chronicle chronicle;
  private final Hindrances hindrances;
  private final long beganAt;
  private final Directory<ShardId, HostedShard> hosted = new Directory<>();
  private final Directory<Integer, Gateway> gateways = new Directory<>();
  private final Pauses pauses;
  private final AtomicReference<ClusterView> view = new AtomicReference<>(ClusterView.EMPTY);
  private ClusterState state = ClusterState.EMPTY;
  private Routes routes = Routes.EMPTY;
  private boolean stopped;
  private @Nullable Timer beating;

  /// Begins at once. Any strand may call it.
  public Node(
      NodeOptions options,
      Strands strands,
      MetaLog metaLog,
      Engines engines,
      CommandTable commands,
      NodeStats stats,
      Links links,
      MemberListener members) {
    this.options = options;
    this.strands = strands;
    this.env = strands.strand("control");
    this.beganAt = env.clock().monotonicNanos();
    this.pauses = new Pauses(env.clock(), () -> gateways.values().forEach(Gateway::pauseEnded));
    this.metaLog = metaLog;
    this.reservations = new Reservations(options, hosted, () -> state, this::propose);
    this.commands = commands;
    this.stats = stats;
    this.links = links;
    this.leases = new Leases(env, options);
    this.witness = new Witness(env, options);
    this.membership = new Membership(env, options, metaLog, members);
    this.controller =
        new Controller(
            env,
            options,
            peers,
            witness,
            new Electorate(env, options, metaLog, witness),
            this::propose);
    this.ownStart = new OwnStart(env, options, metaLog, members);
    this.arrivals = new Arrivals(env, options, metaLog, witness, ownStart, members, () -> state);
    this.clocks = new ClockWatch(env, options);
    this.heartbeats =
        new Heartbeats(
            env,
            options,
            membership,
            peers,
            witness,
            leases,
            ownStart,
            clocks,
            hosted,
            () -> state,
            this::publish);
    this.handOvers = new HandOvers(env, options.self(), metaLog, peers, hosted, this::send);
    this.switchovers = new Switchovers(env, options.boot(), this::send);
    this.clockHandOvers = new ClockHandOvers(env, options, switchovers);
    Hosting hosting =
        new Hosting(options, strands, env, engines, commands, stats, reservations, clocks::time);
    LeaderWishes wishes = new LeaderWishes(leases, handOvers, () -> state, this::propose);
    this.holdings =
        new Holdings(
            options,
            strands,
            env,
            hosted,
            (shard, definition) ->
                hosting.open(shard, definition, heartbeats::send, leases::drop, wishes));
    this.decisions = new Decisions(options, leases, holdings, hosted, heartbeats::send);
    this.hindrances =
        new Hindrances(options.timings().leaderWait().plus(options.timings().ackWait()).toNanos());
    this.chronicle = new Chronicle(env, options, hindrances, this::propose);
    env.scheduler().execute(this::begin);
  }

  /// A message from another node, or from this one; from one that is no member, only its heartbeat
  /// is looked at. Any strand may call it.
  public void deliver(NodeId from, Message message) {
    boolean isForAll = message instanceof Heartbeat || message instanceof ArrivalAsk;
    if (!isForAll && !Membership.admits(from, view.get().state(), options)) {
      return;
    }
    switch ((PeerMessage) message) {
      case PeerMessage.OfShard ofShard ->
          hosted.get(ofShard.shard()).ifPresent(shard -> shard.receive(from, ofShard));
      case ForwardReply reply when reply.gateway().boot() == options.boot() ->
          gateways.get(reply.gateway().number()).ifPresent(gateway -> gateway.receive(from, reply));
      case ForwardReply reply -> env.scheduler().execute(() -> withdraw(from, reply));
      case Withdraw withdraw ->
          hosted.values().forEach(shard -> shard.withdraw(withdraw.gateway(), withdraw.id()));
      case Unblock unblock ->
          hosted
              .values()
              .forEach(shard -> shard.unblock(unblock.gateway(), unblock.id(), unblock.how()));
      case FenceReport report ->
          env.scheduler().execute(() -> controller.reported(from, report, state));
      case Heartbeat heartbeat ->
          env.scheduler().execute(() -> heartbeats.receive(from, heartbeat));
      case HeartbeatReply reply -> env.scheduler().execute(() -> heartbeats.receive(from, reply));
      case ArrivalAsk ask -> env.scheduler().execute(() -> arrivals.asked(from, ask));
      case ArrivalAnswer _ -> {}
      case Removed word -> env.scheduler().execute(() -> membership.told(word));
      case CutLinks(var cuts) -> links.cutExactly(cuts);
      case SwitchoverAsk ask -> env.scheduler().execute(() -> handOvers.asked(from, ask));
      case SwitchoverRefused refused -> env.scheduler().execute(() -> switchovers.refused(refused));
      case SwitchoverAbort abort ->
          env.scheduler().execute(() -> handOvers.abort(abort.shard(), abort.epoch()));
    }
  }

  /// A way in for the connections of one strand; made at the first call. Any strand may call it;
  /// the gateway is that strand's.
  public Gateway gateway(int number) {
    Optional<Gateway> known = gateways.get(number);
    if (known.isEmpty()) {
      gateways.add(number, new Gateway(strands.strand("gateway-" + number), number, this));
    }
    return gateways.get(number).orElseThrow();
  }

  /// What this node knows of the cluster, as of its last heartbeat. Any strand may call it.
  public ClusterView view() {
    return view.get();
  }

  /// What the clients of this node wait for. Any strand may call it.
  Pauses pauses() {
    return pauses;
  }

  public NodeOptions options() {
    return options;
  }

  public CommandTable commands() {
    return commands;
  }

  /// What this node counts. Any strand may call it.
  NodeStats stats() {
    return stats;
  }

  /// Who takes part in the control plane's log, as far as this node knows. Any strand may call it.
  Optional<MetaMembers> controlGroup() {
    return metaLog.members();
  }

  /// Whether, at the moment `nowNanos`, this node has listened for so long that it can say who was
  /// silent meanwhile. Any strand may call it.
  boolean hasListened(long nowNanos, Duration time) {
    return nowNanos - beganAt > time.toNanos();
  }

  /// Where the members are reached. Any strand may call it.
  Map<NodeId, MemberAddress> members() {
    return Membership.known(view().state(), options);
  }

  Links links() {
    return links;
  }

  /// This node's part of a shard. Any strand may call it.
  Optional<HostedShard> hosted(ShardId shard) {
    return hosted.get(shard);
  }

  /// What this node's clients went through.
  Hindrances hindrances() {
    return hindrances;
  }

  /// Proposes a change of the cluster's facts; `done` hears on the control strand that it is
  /// committed and applied here (or what is known instead). Any strand may call it.
  void propose(MetaCommand command, Completion<Done> done) {
    env.scheduler().execute(() -> metaLog.propose(MetaCodec.encode(command), done));
  }

  /// Completes on the control strand once this node knows every fact that was committed before the
  /// call. Any strand may call it.
  void barrier(Completion<Done> done) {
    env.scheduler().execute(() -> metaLog.barrier(done));
  }

  /// Asks the leader of `shard` to hand over as planned; `done` hears the outcome on the control
  /// strand. Faults: `REFUSED`, `INDETERMINATE`. Any strand may call it.
  void switchOver(
      ShardId shard, SwitchoverPlan plan, Duration patience, Consumer<Result<Switched>> done) {
    env.scheduler()
        .execute(() -> {
          switchovers.ask(shard, plan, patience, "asked for at " + options.self(), done);
          publish();
        });
  }

  /// `done` hears on the control strand of the first leader of `epoch` or later that serves. Fault:
  /// `INDETERMINATE`. Any strand may call it.
  void awaitLeader(
      ShardId shard, Epoch epoch, Duration patience, Consumer<Result<Routes.Route>> done) {
    env.scheduler()
        .execute(() -> {
          long until = env.clock().monotonicNanos() + patience.toNanos();
          leaderWaits.add(shard, epoch, until, done);
          publish();
        });
  }

  /// Lets the leader be, as far as a switchover was asked for here. Any strand may call it.
  void abortSwitchover(ShardId shard) {
    env.scheduler().execute(() -> switchovers.abort(shard));
  }

  /// Stops the shards; the shell then closes the network and the files. Completes on the control
  /// strand.
  public void stop(Completion<Done> done) {
    env.scheduler()
        .execute(() -> {
          stopped = true;
          heartbeats.stop();
          if (beating != null) {
            beating.cancel();
          }
          metaLog.stop();
          closeNext(new ArrayList<>(hosted.values()), done);
        });
  }

  @Override
  public void apply(Bytes command) {
    adopt(state.after(MetaCodec.decode(command)));
  }

  @Override
  public Bytes snapshot() {
    return StateCodec.encode(state);
  }

  @Override
  public void restore(Bytes snapshot) {
    adopt(StateCodec.decode(snapshot));
  }

  @Override
  public void leadershipGained() {
    metaLog.barrier(result -> {
      if (result instanceof Result.Ok<Done>) {
        controller.begin();
      }
    });
  }

  @Override
  public void leadershipLost() {
    controller.end();
  }

  private void begin() {
    emit(new NodeEvent.Started(options.self(), options.boot()));
    metaLog.start(this);
    beat();
  }

  private void propose(MetaCommand command) {
    metaLog.propose(MetaCodec.encode(command), ignored -> {});
  }

  private void adopt(ClusterState next) {
    ClusterState before = state;
    state = next;
    if (before.equals(next)) {
      return;
    }
    holdings.follow(
        next, ownStart.isKnown(next) ? Holdings.Facts.PRESENT : Holdings.Facts.REPLAYED);
    for (DatabaseDefinition definition : next.definitions()) {
      ShardId shard = new ShardId(definition.id(), 0);
      if (!definition.equals(before.databases().get(definition.id()))) {
        emit(new NodeEvent.Defined(options.self(), definition));
        leases.define(shard, definition);
        hosted.get(shard).ifPresent(part -> part.define(definition));
      }
      Leadership now = next.leadership(shard);
      if (!now.equals(before.leadership(shard))) {
        emit(new NodeEvent.Agreed(options.self(), shard, definition.failover(), now));
        controller.changed(shard);
        chronicle.changed(shard, now);
        decisions.led(state, definition, now);
      }
    }
    forget(before, next);
    peers.keepOnly(Membership.known(next, options).keySet());
    membership.changed(before, next);
    reservations.changed(before, next);
    handOvers.changed(state);
    ownStart.check(state);
    if (ownStart.isKnown(state)) {
      hosted.values().forEach(HostedShard::startIsKnown);
    }
    publish();
  }

  /// Nothing is kept of databases that are gone for good.
  private void forget(ClusterState before, ClusterState next) {
    for (DatabaseId each : before.databases().keySet()) {
      if (next.isForgotten(each)) {
        ShardId shard = new ShardId(each, 0);
        emit(new NodeEvent.Forgotten(options.self(), each));
        leases.forget(shard);
        heartbeats.forget(shard);
        controller.forget(shard);
      }
    }
    witness.forget(shard -> next.isForgotten(shard.database()));
  }

  private void beat() {
    if (stopped) {
      return;
    }
    witness.look();
    clocks.look(state);
    heartbeats.send();
    ownStart.check(state);
    membership.look(state);
    controller.tick(state);
    handOvers.tick();
    clockHandOvers.look(view.get());
    beating = env.scheduler().after(options.timings().heartbeat(), this::beat);
  }

  /// An earlier process of this node asked, and its clients are gone.
  private void withdraw(NodeId leader, ForwardReply reply) {
    if (reply.verdict() == ForwardVerdict.WAITING) {
      env.network().send(leader, new Withdraw(reply.gateway(), reply.id()));
    }
  }

  /// Makes what changed known to the gateways.
  private void publish() {
    Routes next = Routes.find(state, peers);
    boolean changed = !next.equals(routes);
    routes = next;
    List<Runnable> decided = new ArrayList<>(switchovers.decide(state, routes));
    decided.addAll(leaderWaits.decide(routes, env.clock().monotonicNanos()));
    view.set(
        new ClusterView(
            state,
            routes,
            peers.copy(),
            heartbeats.marks(),
            switchovers.shards(),
            clocks.off(),
            env.clock().monotonicNanos()));
    decided.forEach(Runnable::run);
    if (changed) {
      chronicle.routed(routes);
      gateways.values().forEach(Gateway::routesChanged);
    }
  }

  private void closeNext(List<HostedShard> left, Completion<Done> done) {
    if (left.isEmpty()) {
      done.complete(Result.ok(Done.DONE));
      return;
    }
    HostedShard first = left.removeFirst();
    first.close(closed -> env.scheduler().execute(() -> closeNext(left, done)));
  }

  private void send(NodeId to, PeerMessage message) {
    if (to.equals(options.self())) {
      deliver(to, message);
    } else {
      env.network().send(to, message);
    }
  }

  private void emit(Record event) {
    env.trace().emit(event);
  }
}
