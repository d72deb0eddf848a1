package chorus.node;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.Ending;
import chorus.cluster.MetaCodec;
import chorus.cluster.MetaCommand.HandOver;
import chorus.database.HostedShard;
import chorus.env.Env;
import chorus.env.MetaLog;
import chorus.wire.PeerMessage.SwitchoverAsk;
import chorus.wire.PeerMessage.SwitchoverRefused;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The leaderships of this node that are being handed over: from the question to the agreed fact.
/// On the control strand.
///
/// The successor's process is named as it was before it confirmed that it has everything: if it
/// starts anew in between, nobody leads, and there is an ordinary election. Once a leadership was
/// released, it is taken up again only if its end is certainly not agreed; else the end is proposed
/// until something is.
final class HandOvers {
  private final Env env;
  private final NodeId self;
  private final MetaLog metaLog;
  private final Peers peers;
  private final Directory<ShardId, HostedShard> hosted;
  private final BiConsumer<NodeId, SwitchoverRefused> answer;
  private final Map<NodeId, Long> lastAsked = new TreeMap<>();
  private final Map<ShardId, Underway> underway = new TreeMap<>();

  private static final class Underway {
    private final NodeId asker;
    private final SwitchoverAsk ask;
    private final long boot;
    private final long askedAt;
    private Optional<Ending> ending = Optional.empty();
    private boolean proposing;
    private boolean uncertain;

    Underway(NodeId asker, SwitchoverAsk ask, long boot, long askedAt) {
      this.asker = asker;
      this.ask = ask;
      this.boot = boot;
      this.askedAt = askedAt;
    }
  }

  /// `answer` brings a refusal to the node that asked.
  HandOvers(
      Env env,
      NodeId self,
      MetaLog metaLog,
      Peers peers,
      Directory<ShardId, HostedShard> hosted,
      BiConsumer<NodeId, SwitchoverRefused> answer) {
    this.env = env;
    this.self = self;
    this.metaLog = metaLog;
    this.peers = peers;
    this.hosted = hosted;
    this.answer = answer;
  }

  /// Begins, once the control plane answers: without it, giving up a leadership would only stop the
  /// writes.
  ///
  /// A repeated or late question is passed over: a refusal of it would deny what the first began,
  /// and to begin anew would undo a refusal.
  void asked(NodeId asker, SwitchoverAsk ask) {
    if (ask.number() <= lastAsked.getOrDefault(asker, 0L)) {
      return;
    }
    lastAsked.put(asker, ask.number());
    if (underway.containsKey(ask.shard())) {
      refuse(asker, ask, "a switchover is under way");
      return;
    }
    long boot = peers.of(ask.successor()).map(Peers.Heard::boot).orElse(0L);
    var begun = new Underway(asker, ask, boot, env.clock().monotonicNanos());
    underway.put(ask.shard(), begun);
    metaLog.barrier(result -> {
      if (underway.get(ask.shard()) != begun) {
        return;
      }
      switch (result) {
        case Result.Ok<Done> _ -> handOver(begun);
        case Result.Failed<Done>(Fault fault) ->
            giveUp(begun, "the control plane does not answer (" + fault.detail() + ")");
      }
    });
  }

  /// Whether the leadership of `shard` is being handed over.
  boolean areUnderway(ShardId shard) {
    return underway.containsKey(shard);
  }

  /// Lets the leader be, if it is not released yet.
  void abort(ShardId shard, Epoch epoch) {
    hosted.get(shard).ifPresent(part -> part.keepLeading(epoch, "aborted"));
  }

  /// The agreed facts changed.
  void changed(ClusterState state) {
    underway
        .entrySet()
        .removeIf(each ->
            state.isForgotten(each.getKey().database())
                || state.leadership(each.getKey()).epoch().isAfter(each.getValue().ask.epoch()));
  }

  /// Proposes again what is open; called at each heartbeat.
  void tick() {
    underway.values().forEach(this::propose);
  }

  private void handOver(Underway begun) {
    SwitchoverAsk ask = begun.ask;
    HostedShard part = hosted.get(ask.shard()).orElse(null);
    if (part == null) {
      giveUp(begun, "there is no replica here");
      return;
    }
    part.handOver(
        ask.epoch(),
        ask.successor(),
        Duration.ofMillis(ask.patienceMillis()),
        result -> env.scheduler().execute(() -> answered(begun, result)));
  }

  private void answered(Underway begun, Result<Done> result) {
    switch (result) {
      case Result.Ok<Done> _ -> {
        begun.ending = Optional.of(ending(begun));
        propose(begun);
      }
      case Result.Failed<Done>(Fault fault) -> giveUp(begun, fault.detail());
    }
  }

  private Ending ending(Underway begun) {
    long took = Duration.ofNanos(env.clock().monotonicNanos() - begun.askedAt).toMillis();
    return new Ending(
        Ending.Cause.HANDED_OVER, self, env.clock().wallMillis(), took, begun.ask.why());
  }

  /// Proposes what is released.
  private void propose(Underway begun) {
    if (begun.proposing || begun.ending.isEmpty()) {
      return;
    }
    begun.proposing = true;
    SwitchoverAsk ask = begun.ask;
    HandOver command =
        new HandOver(
            ask.shard(), ask.epoch(), ask.successor(), begun.boot, begun.ending.orElseThrow());
    metaLog.propose(MetaCodec.encode(command), result -> proposed(begun, result));
  }

  private void proposed(Underway begun, Result<Done> result) {
    begun.proposing = false;
    if (!(result instanceof Result.Failed<Done>(Fault fault))
        || underway.get(begun.ask.shard()) != begun) {
      return;
    }
    switch (fault.certainty()) {
      case INDETERMINATE -> begun.uncertain = true;
      case NOT_APPLIED -> {
        if (!begun.uncertain) {
          hosted.get(begun.ask.shard()).ifPresent(part -> part.takeBack(begun.ask.epoch()));
          giveUp(begun, "the control plane did not agree (" + fault.detail() + ")");
        }
      }
    }
  }

  private void giveUp(Underway begun, String why) {
    underway.remove(begun.ask.shard(), begun);
    refuse(begun.asker, begun.ask, why);
  }

  private void refuse(NodeId asker, SwitchoverAsk ask, String why) {
    answer.accept(asker, new SwitchoverRefused(ask.number(), why));
  }
}
