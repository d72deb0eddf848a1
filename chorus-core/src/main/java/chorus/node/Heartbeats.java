package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.database.HostedShard;
import chorus.env.Env;
import chorus.wire.LeaseVerdict;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.HeartbeatReply;
import chorus.wire.PeerMessage.LeaseAnswer;
import chorus.wire.PeerMessage.LeaseAsk;
import chorus.wire.ShardStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What nodes say to each other ten times a second: how their shards stand, whom they heard serve,
/// and which leases they ask for and grant. On the control strand.
final class Heartbeats {
  private final Env env;
  private final NodeOptions options;
  private final Membership membership;
  private final Peers peers;
  private final Witness witness;
  private final Leases leases;
  private final OwnStart ownStart;
  private final ClockWatch clocks;
  private final Directory<ShardId, HostedShard> hosted;
  private final Supplier<ClusterState> state;
  private final Runnable heard;
  private final HeartbeatRounds rounds = new HeartbeatRounds();
  private LagMarks marks = LagMarks.NONE;
  private boolean stopped;

  /// `heard` runs after each one that came.
  Heartbeats(
      Env env,
      NodeOptions options,
      Membership membership,
      Peers peers,
      Witness witness,
      Leases leases,
      OwnStart ownStart,
      ClockWatch clocks,
      Directory<ShardId, HostedShard> hosted,
      Supplier<ClusterState> state,
      Runnable heard) {
    this.env = env;
    this.options = options;
    this.membership = membership;
    this.peers = peers;
    this.witness = witness;
    this.leases = leases;
    this.ownStart = ownStart;
    this.clocks = clocks;
    this.hosted = hosted;
    this.state = state;
    this.heard = heard;
  }

  /// When leaders had committed what.
  LagMarks marks() {
    return marks;
  }

  /// A shard is gone for good.
  void forget(ShardId shard) {
    marks = marks.without(shard);
  }

  /// Nothing is sent or taken any more.
  void stop() {
    stopped = true;
  }

  /// Says how this node stands and asks for its leases. Besides its regular time, whenever that
  /// should not wait.
  void send() {
    if (stopped) {
      return;
    }
    List<ShardStatus> statuses = new ArrayList<>();
    hosted.values().forEach(each -> each.status().ifPresent(statuses::add));
    List<LeaseAsk> asks = leases.asks();
    long round = rounds.begin(now());
    Heartbeat heartbeat =
        new Heartbeat(options.boot(), round, clocks.shown(), statuses, asks, witness.sightings());
    receive(options.self(), heartbeat);
    for (NodeId member : Membership.known(state.get(), options).keySet()) {
      if (!member.equals(options.self())) {
        env.network().send(member, heartbeat);
      }
    }
  }

  void receive(NodeId from, Heartbeat heartbeat) {
    if (stopped
        || membership.isOfTheDeparted(from, heartbeat, state.get())
        || !Membership.admits(from, state.get(), options)) {
      return;
    }
    long now = now();
    if (witness.heard(from, heartbeat)) {
      clocks.heard(from, heartbeat.wallMillis());
      peers.heard(from, heartbeat, now);
      for (ShardStatus each : heartbeat.shards()) {
        if (each.standing() == ShardStatus.Standing.LEADING) {
          marks = marks.with(each.shard(), each.commit(), now);
        }
        if (each.standing() == ShardStatus.Standing.ABDICATED) {
          leases.abdicated(from, each.shard(), each.epoch());
        }
      }
    }
    List<LeaseAnswer> answers = new ArrayList<>();
    for (LeaseAsk ask : heartbeat.asks()) {
      answers.add(answer(from, ask));
    }
    HeartbeatReply reply = new HeartbeatReply(heartbeat.round(), clocks.shown(), answers);
    if (from.equals(options.self())) {
      receive(from, reply);
    } else if (!answers.isEmpty()) {
      env.network().send(from, reply);
    }
    heard.run();
  }

  void receive(NodeId from, HeartbeatReply reply) {
    OptionalLong sentAt = rounds.sentAt(reply.round());
    if (sentAt.isEmpty()) {
      return;
    }
    clocks.heard(from, reply.wallMillis());
    for (LeaseAnswer answer : reply.answers()) {
      leases.answered(from, answer, sentAt.getAsLong());
    }
    for (Leases.Begun begun : leases.begun()) {
      hosted.get(begun.shard()).ifPresent(part -> part.lead(begun.epoch(), begun.holder()));
    }
  }

  /// A restarted process has forgotten whom it promised a lease. It promises nothing before the
  /// agreed facts hold its own start, since from then on it knows every epoch that was decided
  /// before; and nothing to an epoch that its replica rejects.
  private LeaseAnswer answer(NodeId from, LeaseAsk ask) {
    ClusterState known = state.get();
    Epoch decided = known.leadership(ask.shard()).epoch();
    if (!ownStart.isKnown(known)) {
      return new LeaseAnswer(ask.shard(), ask.epoch(), LeaseVerdict.BOUND, decided);
    }
    if (known.isForgotten(ask.shard().database())) {
      return new LeaseAnswer(ask.shard(), ask.epoch(), LeaseVerdict.SUPERSEDED, ask.epoch().next());
    }
    Epoch promised =
        hosted
            .get(ask.shard())
            .flatMap(HostedShard::status)
            .map(ShardStatus::epoch)
            .orElse(Epoch.NONE);
    return leases.answer(from, ask, promised.isAfter(decided) ? promised : decided);
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
