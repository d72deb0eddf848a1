package chorus.ship;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.env.Env;
import chorus.log.EpochTable;
import chorus.resp.Bytes;
import chorus.store.EffectCodec;
import chorus.store.RowsDamaged;
import chorus.store.SnapshotRows;
import chorus.store.StoreSnapshot;
import chorus.store.StoreState;
import chorus.wire.PeerMessage.SnapshotAsk;
import chorus.wire.PeerMessage.SnapshotChunk;
import chorus.wire.PeerMessage.SnapshotChunk.Part;
import chorus.wire.PeerMessage.SnapshotOffer;
import java.time.Duration;
import java.util.function.Consumer;

/// One snapshot on its way to one follower, which asks for chunk after chunk. Mirror of
/// [SnapshotReceiver]. On the strand of the replica that gives it.
///
/// It keeps nothing of how far the follower is: each question says behind which row to go on, so a
/// lost message costs one question more, and a follower that was cut off goes on where it was.
final class SnapshotSender {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration QUIET = Duration.ofSeconds(2);

  /// A follower that has all rows does not say so to whoever does not lead.
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Env env;
  private final ShardId shard;
  private final Epoch epoch;
  private final NodeId target;
  private final StoreSnapshot rows;
  private final SnapshotOffer offer;
  private final Consumer<String> damaged;
  private boolean reading;
  private boolean sentAll;
  private boolean closed;
  private long sentBytes;
  private long askedNanos;

  /// Throws [RowsDamaged] if `rows` do not say where they stand; they are the caller's then.
  SnapshotSender(
      Env env,
      ShardId shard,
      Epoch epoch,
      NodeId target,
      long number,
      StoreSnapshot rows,
      EpochTable history,
      Consumer<String> damaged) {
    this.env = env;
    this.shard = shard;
    this.epoch = epoch;
    this.target = target;
    this.damaged = damaged;
    this.rows = rows;
    StoreState state = StoreState.of(rows);
    LogPosition at = new LogPosition(history.epochAt(state.applied()), state.applied());
    this.offer =
        new SnapshotOffer(shard, epoch, number, at, history.cutAfter(at.lsn()), state.encoded());
    this.askedNanos = now();
  }

  /// Where the rows stand.
  LogPosition at() {
    return offer.at();
  }

  Epoch epoch() {
    return epoch;
  }

  long number() {
    return offer.number();
  }

  /// Bytes of rows that were sent, repetitions included.
  long sentBytes() {
    return sentBytes;
  }

  /// Whether the follower has not asked for so long that it is given up.
  boolean isForgotten() {
    return now() - askedNanos > (sentAll ? LINGER : PATIENCE).toNanos();
  }

  /// Whether the follower has not asked for so long that another may have its place.
  boolean isQuiet() {
    return now() - askedNanos > QUIET.toNanos();
  }

  /// Says what there is.
  void offer() {
    env.network().send(target, offer);
  }

  /// Sends what the follower asks for.
  void asked(SnapshotAsk ask) {
    askedNanos = now();
    if (!reading && !closed) {
      reading = true;
      read(ask.after());
    }
  }

  /// Sends nothing more; gives back the rows, to be closed behind what is being read of them.
  StoreSnapshot close() {
    closed = true;
    return rows;
  }

  private void read(Bytes after) {
    env.scheduler()
        .<Result<SnapshotChunk>>offload(
            () -> {
              try {
                return Result.ok(chunk(after));
              } catch (RowsDamaged damaged) {
                return Result.failed(damaged.fault());
              }
            },
            result -> {
              reading = false;
              if (!closed && result instanceof Result.Ok<Result<SnapshotChunk>>(var outcome)) {
                read(outcome);
              }
            });
  }

  /// Away from the strand.
  private SnapshotChunk chunk(Bytes after) {
    SnapshotRows some = SnapshotRows.behind(rows, after, Limits.SNAPSHOT_CHUNK_BYTES);
    Bytes puts = EffectCodec.encode(some.puts());
    return new SnapshotChunk(
        shard,
        offer.number(),
        after,
        some.isLast() ? Part.LAST : Part.MORE_FOLLOWS,
        puts,
        SnapshotRows.checksum(puts));
  }

  private void read(Result<SnapshotChunk> outcome) {
    switch (outcome) {
      case Result.Ok<SnapshotChunk>(SnapshotChunk chunk) -> send(chunk);
      case Result.Failed<SnapshotChunk>(Fault fault) -> damaged.accept(fault.detail());
    }
  }

  private void send(SnapshotChunk chunk) {
    sentAll |= chunk.part() == Part.LAST;
    sentBytes += chunk.rows().length();
    env.network().send(target, chunk);
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
