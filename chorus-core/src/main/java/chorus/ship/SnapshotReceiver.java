package chorus.ship;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.env.Env;
import chorus.env.Timer;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.store.Intake;
import chorus.store.RowsDamaged;
import chorus.store.SnapshotRows;
import chorus.store.Store;
import chorus.store.StoreState;
import chorus.value.Malformed;
import chorus.wire.PeerMessage.SnapshotAsk;
import chorus.wire.PeerMessage.SnapshotChunk;
import chorus.wire.PeerMessage.SnapshotChunk.Part;
import chorus.wire.PeerMessage.SnapshotOffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fills this replica's empty store with the rows of one snapshot. Mirror of [SnapshotSender]. On
/// the replica's strand; rows are written away from it.
///
/// The next chunk is on its way while the last one is being written. What does not come is asked
/// for again; a chunk that nobody asked for, or that was damaged on its way, counts for nothing.
///
/// After each chunk it rests for [#RESTS] times as long as its writing took, so that whoever writes
/// to the database meanwhile keeps most of the machine: a busy machine takes a snapshot more slowly
/// than an idle one.
public final class SnapshotReceiver {
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);
  private static final int PATIENCE_ASKS = 6;
  private static final Duration ROOM_RETRY = Duration.ofSeconds(1);
  private static final int RESTS = 8;

  /// Shorter than [#ASK_AGAIN]: the next chunk has come, and is not asked for again.
  private static final Duration LONGEST_REST = Duration.ofMillis(300);

  private final Env env;
  private final NodeId source;
  private final SnapshotOffer offer;
  private final Store store;
  private final Intake intake;
  private final Owner owner;
  private Bytes after = Bytes.EMPTY;
  private @Nullable SnapshotRows waiting;
  private @Nullable Timer asking;
  private @Nullable Timer resting;
  private boolean writing;
  private boolean hasAll;
  private boolean closed;
  private long repeated;
  private int inVain;

  /// Told how it ends, on the strand, once.
  public interface Owner {
    /// All rows are in the store, durably, which stands at `at`.
    void installed(LogPosition at);

    /// The rows that came are not what the snapshot was: nothing of them can be used.
    void spoiled(String why);

    /// The engine failed for good.
    void failed(Fault fault);
  }

  /// `store` is empty.
  public SnapshotReceiver(Env env, NodeId source, SnapshotOffer offer, Store store, Owner owner) {
    this.env = env;
    this.source = source;
    this.offer = offer;
    this.store = store;
    this.intake = new Intake(store, StoreState.decode(offer.state()));
    this.owner = owner;
  }

  /// Asks for the first rows.
  public void start() {
    ask();
  }

  /// Some rows.
  public void received(NodeId from, SnapshotChunk chunk) {
    boolean isNext =
        !closed
            && from.equals(source)
            && !hasAll
            && waiting == null
            && chunk.number() == offer.number()
            && chunk.after().equals(after)
            && chunk.checksum() == SnapshotRows.checksum(chunk.rows());
    if (!isNext) {
      return;
    }
    List<Effect> puts;
    try {
      puts = EffectCodec.decode(chunk.rows());
    } catch (Malformed _) {
      return;
    }
    inVain = 0;
    hasAll = chunk.part() == Part.LAST;
    after = puts.isEmpty() ? after : puts.getLast().row();
    waiting = new SnapshotRows(puts, hasAll);
    write();
  }

  /// Whether whoever gave the rows has not answered for so long that another one may be better.
  public boolean isStuck() {
    return inVain > PATIENCE_ASKS;
  }

  /// Takes nothing any more; `owner` is not told.
  public void close() {
    closed = true;
    cancel();
    if (resting != null) {
      resting.cancel();
    }
  }

  /// Questions that were asked once more, since no answer came.
  public long repeated() {
    return repeated;
  }

  private void ask() {
    cancel();
    if (closed || hasAll) {
      return;
    }
    env.network()
        .send(source, new SnapshotAsk(offer.shard(), offer.number(), after, offer.at().lsn()));
    asking =
        env.scheduler()
            .after(
                ASK_AGAIN,
                () -> {
                  repeated++;
                  inVain++;
                  ask();
                });
  }

  private void cancel() {
    if (asking != null) {
      asking.cancel();
      asking = null;
    }
  }

  private void write() {
    SnapshotRows chunk = waiting;
    if (writing || chunk == null) {
      return;
    }
    writing = true;
    waiting = null;
    ask();
    add(chunk);
  }

  private void add(SnapshotRows chunk) {
    long begunNanos = env.clock().monotonicNanos();
    env.scheduler()
        .<Result<Done>>offload(
            () -> {
              try {
                return intake.add(chunk);
              } catch (RowsDamaged damaged) {
                return Result.failed(damaged.fault());
              } catch (Malformed bad) {
                return Result.failed(Fault.notApplied("CORRUPT", String.valueOf(bad.getMessage())));
              }
            },
            result -> {
              if (!closed && result instanceof Result.Ok<Result<Done>>(var outcome)) {
                added(chunk, begunNanos, outcome);
              }
            });
  }

  private void added(SnapshotRows chunk, long begunNanos, Result<Done> outcome) {
    switch (outcome) {
      case Result.Ok<Done> _ -> {
        if (chunk.isLast()) {
          flush();
        } else {
          restAfter(Duration.ofNanos(env.clock().monotonicNanos() - begunNanos));
        }
      }
      case Result.Failed<Done>(Fault fault) -> retry(fault, () -> add(chunk));
    }
  }

  private void restAfter(Duration work) {
    Duration rest = work.multipliedBy(RESTS);
    resting =
        env.scheduler()
            .after(
                rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST,
                () -> {
                  writing = false;
                  write();
                });
  }

  private void flush() {
    store.flush(result -> {
      if (closed) {
        return;
      }
      switch (result) {
        case Result.Ok<Lsn> _ -> {
          close();
          owner.installed(offer.at());
        }
        case Result.Failed<Lsn>(Fault fault) -> retry(fault, this::flush);
      }
    });
  }

  private void retry(Fault fault, Runnable again) {
    switch (fault.code()) {
      case "DISKFULL" ->
          env.scheduler()
              .after(
                  ROOM_RETRY,
                  () -> {
                    if (!closed) {
                      again.run();
                    }
                  });
      case "CORRUPT" -> {
        close();
        owner.spoiled(fault.detail());
      }
      default -> {
        close();
        owner.failed(fault);
      }
    }
  }
}
