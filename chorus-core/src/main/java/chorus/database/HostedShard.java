package chorus.database;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import chorus.diverged.Caretaker;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.log.LogOptions;
import chorus.resp.Bytes;
import chorus.single.Batch;
import chorus.single.Replica;
import chorus.single.ReplicaObserver;
import chorus.single.ReplicaOpening;
import chorus.single.Reservation;
import chorus.single.Shard;
import chorus.single.ShardEvent;
import chorus.store.Beat;
import chorus.store.Engines;
import chorus.store.ScrubReport;
import chorus.time.LeaseHolder;
import chorus.wire.GatewayId;
import chorus.wire.PeerMessage;
import chorus.wire.ShardStatus;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One shard on this node, callable from any strand: each call becomes a task of the shard's own
/// strand.
///
/// Until the replica is open, and after it was closed, messages are lost and batches are told that
/// nobody leads here.
public final class HostedShard {
  private final Shard shard;
  private final AtomicReference<@Nullable ShardStatus> status = new AtomicReference<>();
  private final ReplicaObserver observer;
  private final Opening how;
  private @Nullable Replica replica;
  private DatabaseDefinition definition;
  private Epoch superseded = Epoch.NONE;
  private Epoch forced = Epoch.NONE;
  private Epoch missedForce = Epoch.NONE;
  private boolean startIsKnown;
  private boolean closed;
  private boolean opening = true;
  private Optional<Runnable> whenOpened = Optional.empty();

  /// What it takes to open the replica.
  private record Opening(LogOptions options, Engines engines, Consumer<Fault> failed) {}

  private HostedShard(Shard shard, ReplicaObserver observer, Opening opening) {
    this.shard = shard;
    this.definition = shard.definition();
    this.observer = observer;
    this.how = opening;
  }

  /// What stays of a part that is given up.
  public enum Remains {
    NOTHING,
    ALL_FILES
  }

  /// Begins to open the shard. `failed` hears, on the shard's strand, of a fault that forbids it to
  /// run.
  public static HostedShard open(
      Shard shard,
      LogOptions options,
      Engines engines,
      ReplicaObserver observer,
      Consumer<Fault> failed) {
    HostedShard hosted = new HostedShard(shard, observer, new Opening(options, engines, failed));
    hosted.run(() -> {
      hosted.open();
      hosted.publishRegularly();
    });
    return hosted;
  }

  private void open() {
    switch (shard.definition().model()) {
      case SINGLE_LEADER ->
          ReplicaOpening.open(shard, how.options(), how.engines(), new Publishing(), this::opened);
    }
  }

  private final class Publishing implements ReplicaObserver {
    @Override
    public void standingChanged() {
      publishStatus();
      observer.standingChanged();
    }

    @Override
    public void superseded(Epoch later) {
      observer.superseded(later);
    }

    @Override
    public void reopen() {
      run(HostedShard.this::reopen);
    }

    @Override
    public void reserve(Epoch epoch, Bytes name, long size) {
      observer.reserve(epoch, name, size);
    }

    @Override
    public void planAck(Epoch epoch, long base, AckConfig next) {
      observer.planAck(epoch, base, next);
    }

    @Override
    public void completeAck(Epoch epoch, long version) {
      observer.completeAck(epoch, version);
    }
  }

  public ShardId id() {
    return shard.id();
  }

  public DatabaseDefinition definition() {
    return shard.definition();
  }

  /// How the replica stood within the last heartbeat; empty while it is not open.
  public Optional<ShardStatus> status() {
    return Optional.ofNullable(status.get());
  }

  public void receive(NodeId from, PeerMessage.OfShard message) {
    tell(it -> it.receive(from, message));
  }

  /// See [Replica#define]; holds for a replica that opens later too.
  public void define(DatabaseDefinition agreed) {
    run(() -> {
      definition = agreed;
      whenOpen(it -> it.define(agreed));
    });
  }

  /// See [Replica#lead].
  public void lead(Epoch epoch, LeaseHolder lease) {
    tell(it -> it.lead(epoch, lease));
  }

  /// See [Replica#supersede]; holds for a replica that opens later too.
  public void supersede(Epoch epoch) {
    run(() -> {
      superseded = epoch;
      whenOpen(it -> it.supersede(epoch));
    });
  }

  /// See [Replica#forced]; holds for a replica that opens later too.
  public void forced(Epoch epoch) {
    run(() -> {
      forced = epoch;
      whenOpen(it -> it.forced(epoch));
    });
  }

  /// See [Replica#missedForce]; holds for a replica that opens later too.
  public void missedForce(Epoch epoch) {
    run(() -> {
      missedForce = epoch;
      whenOpen(it -> it.missedForce(epoch));
    });
  }

  /// See [Replica#startIsKnown]; holds for a replica that opens later too.
  public void startIsKnown() {
    run(() -> {
      if (!startIsKnown) {
        startIsKnown = true;
        whenOpen(it -> it.startIsKnown());
      }
    });
  }

  /// See [Replica#handOver]; answered on the shard's strand.
  public void handOver(
      Epoch epoch, NodeId successor, Duration patience, Completion<Done> released) {
    run(() -> {
      if (replica == null) {
        released.complete(Result.failed(Fault.notApplied("REFUSED", "the replica is not open")));
      } else {
        replica.handOver(epoch, successor, patience, released);
      }
    });
  }

  /// See [Replica#keepLeading].
  public void keepLeading(Epoch epoch, String why) {
    tell(it -> it.keepLeading(epoch, why));
  }

  /// See [Replica#takeBack].
  public void takeBack(Epoch epoch) {
    tell(it -> it.takeBack(epoch));
  }

  /// See [Replica#heard].
  public void heard(Epoch epoch, Bytes name, Reservation what) {
    tell(it -> it.heard(epoch, name, what));
  }

  /// Runs the batch where it can be acknowledged; it is answered on the shard's strand.
  public void submit(Batch batch) {
    run(() -> {
      if (replica == null) {
        batch.answer().notLeading();
      } else {
        replica.submit(batch);
      }
    });
  }

  /// See [Replica#withdraw].
  public void withdraw(GatewayId gateway, long id) {
    tell(it -> it.withdraw(gateway, id));
  }

  /// See [Replica#unblock].
  public void unblock(GatewayId gateway, long id, Unblocking how) {
    tell(it -> it.unblock(gateway, id, how));
  }

  /// Runs reads on what is applied here; answered on the shard's strand.
  public void readHere(Batch batch) {
    run(() -> {
      if (replica == null) {
        batch.answer().notLeading();
      } else {
        replica.readHere(batch);
      }
    });
  }

  /// See [Replica#beatNow]; answered on the shard's strand.
  public void beatNow(Consumer<Lsn> done) {
    run(() -> done.accept(replica == null ? Lsn.NONE : replica.beatNow()));
  }

  /// The latest content hashes, oldest first; answered on the shard's strand.
  public void beats(Consumer<List<Beat>> done) {
    run(() -> done.accept(replica == null ? List.of() : replica.beats()));
  }

  /// See [Replica#verify]; empty while the replica is not open.
  public void verify(Consumer<Optional<ScrubReport>> done) {
    run(() -> {
      if (replica == null) {
        done.accept(Optional.empty());
      } else {
        replica.verify(report -> done.accept(Optional.of(report)));
      }
    });
  }

  /// Uses [Replica#caretaker] on the shard's strand; empty while the replica is not open.
  public void caretaker(Consumer<Optional<Caretaker>> use) {
    run(() -> use.accept(Optional.ofNullable(replica).map(Replica::caretaker)));
  }

  /// Gives up files and memory. Completes on the shard's strand.
  public void close(Completion<Done> done) {
    run(() -> {
      closed = true;
      if (replica != null) {
        replica.close();
        replica = null;
      }
      status.set(null);
      done.complete(Result.ok(Done.DONE));
    });
  }

  /// The replica gave up what it had, for a log that begins elsewhere.
  private void reopen() {
    if (replica != null && !closed) {
      replica.close();
      replica = null;
      opening = true;
      open();
    }
  }

  /// Gives the part up while its node goes on. `done` runs on the shard's strand.
  public void leave(Remains remains, Runnable done) {
    run(() -> {
      closed = true;
      status.set(null);
      if (replica != null) {
        replica.leave();
        replica = null;
      }
      Runnable clear = () -> clearNow(env(), shard.self(), shard.id(), remains, done);
      if (opening) {
        whenOpened = Optional.of(clear);
      } else {
        clear.run();
      }
    });
  }

  /// Deletes what an earlier process of `node` left of a part, on the strand of `env`; `done` runs
  /// there.
  public static void clear(Env env, NodeId node, ShardId id, Remains remains, Runnable done) {
    env.scheduler().execute(() -> clearNow(env, node, id, remains, done));
  }

  /// Behind the work that was offloaded so far: by then the rows are closed.
  private static void clearNow(Env env, NodeId node, ShardId id, Remains remains, Runnable done) {
    switch (remains) {
      case ALL_FILES -> done.run();
      case NOTHING -> {
        env.trace().emit(new ShardEvent.Discards(node, id));
        env.scheduler().<Done>offload(() -> Done.DONE, _ -> Leftovers.delete(env, id, done));
      }
    }
  }

  private void opened(Result<Replica> result) {
    opening = false;
    switch (result) {
      case Result.Ok<Replica>(var ready) -> {
        if (closed) {
          ready.leave();
        } else {
          replica = ready;
          tellWhatIsKnown(ready);
          publishStatus();
          observer.standingChanged();
        }
      }
      case Result.Failed<Replica>(Fault fault) -> how.failed().accept(fault);
    }
    whenOpened.ifPresent(Runnable::run);
  }

  private void tellWhatIsKnown(Replica opened) {
    opened.define(definition);
    if (!superseded.equals(Epoch.NONE)) {
      opened.supersede(superseded);
    }
    if (!forced.equals(Epoch.NONE)) {
      opened.forced(forced);
    }
    if (!missedForce.equals(Epoch.NONE)) {
      opened.missedForce(missedForce);
    }
    if (startIsKnown) {
      opened.startIsKnown();
    }
  }

  private void publishRegularly() {
    if (replica != null) {
      replica.look();
    }
    publishStatus();
    if (!closed) {
      env().scheduler().after(shard.timings().heartbeat(), this::publishRegularly);
    }
  }

  private void publishStatus() {
    if (replica != null) {
      status.set(replica.status());
    }
  }

  private Env env() {
    return shard.env();
  }

  /// Says it to the replica, if it is open by then.
  private void tell(Consumer<Replica> what) {
    run(() -> whenOpen(what));
  }

  private void whenOpen(Consumer<Replica> what) {
    if (replica != null) {
      what.accept(replica);
    }
  }

  private void run(Runnable task) {
    env().scheduler().execute(task);
  }
}
