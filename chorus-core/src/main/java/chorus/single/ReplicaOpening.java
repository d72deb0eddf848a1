package chorus.single;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.PlantedBug;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.diverged.DivergedStore;
import chorus.env.Completion;
import chorus.log.LogListener;
import chorus.log.LogOptions;
import chorus.log.Recovery;
import chorus.log.ReplicaState;
import chorus.log.ReplicaState.Wholeness;
import chorus.log.ShardLog;
import chorus.log.StateFile;
import chorus.store.Engines;
import chorus.store.Intake;
import chorus.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens a replica: its log, then its small facts, then its rows. On the shard's strand.
///
/// Damage is never fatal while other replicas may have what is lost: the replica comes back not
/// whole, under a new incarnation, and neither votes nor counts until it has everything again (law
/// 7). Rows that cannot be trusted are rebuilt from the log.
public final class ReplicaOpening implements LogListener {
  private static final ReplicaState NEW =
      new ReplicaState(Epoch.NONE, 1, Wholeness.WHOLE, Lsn.NONE);

  private final Shard shard;
  private final LogOptions options;
  private final ReplicaObserver observer;
  private final Completion<Replica> done;
  private final String directory;
  private final StoreOpening stores;
  private final StateFile stateFile;
  private @Nullable Replica replica;

  private ReplicaOpening(
      Shard shard,
      LogOptions options,
      Engines engines,
      ReplicaObserver observer,
      Completion<Replica> done) {
    this.shard = shard;
    this.options = options;
    this.observer = observer;
    this.done = done;
    this.directory = directory(shard.id());
    this.stores = new StoreOpening(shard, engines, directory + "/rows");
    this.stateFile = new StateFile(shard.env(), directory + "/state");
  }

  /// Where the files of this shard's replica are.
  public static String directory(ShardId shard) {
    return shard.toString();
  }

  /// Completes with the open replica, or with the fault that forbids it to run.
  public static void open(
      Shard shard,
      LogOptions options,
      Engines engines,
      ReplicaObserver observer,
      Completion<Replica> done) {
    new ReplicaOpening(shard, options, engines, observer, done).openLog();
  }

  private void openLog() {
    ShardLog.open(shard.env(), directory + "/log", options, this, this::logOpened);
  }

  private void logOpened(Result<ShardLog.Opened> result) {
    switch (result) {
      case Result.Ok<ShardLog.Opened>(var opened) ->
          stateFile.load(state -> stateLoaded(opened, state));
      case Result.Failed<ShardLog.Opened>(Fault fault) -> {
        if (fault.code().equals("CORRUPT")) {
          stateFile.load(this::logUseless);
        } else {
          done.complete(Result.failed(fault));
        }
      }
    }
  }

  /// Not one record of the log can be trusted: this replica begins again, not whole, with an empty
  /// log.
  private void logUseless(Result<Optional<ReplicaState>> result) {
    stateFile.store(
        notWhole(known(result)),
        stored -> {
          switch (stored) {
            case Result.Ok<Done> _ ->
                shard.env().disk().deleteAll(directory + "/log", deleted -> openLog());
            case Result.Failed<Done>(Fault fault) -> done.complete(Result.failed(fault));
          }
        });
  }

  private static ReplicaState known(Result<Optional<ReplicaState>> result) {
    return result instanceof Result.Ok<Optional<ReplicaState>>(var found) ? found.orElse(NEW) : NEW;
  }

  /// The next incarnation, which has to fetch what the one before may have lost.
  private static ReplicaState notWhole(ReplicaState before) {
    return new ReplicaState(
        before.promised(), before.incarnation() + 1, Wholeness.NOT_WHOLE, Lsn.NONE);
  }

  private void stateLoaded(ShardLog.Opened opened, Result<Optional<ReplicaState>> result) {
    boolean logDamaged =
        opened.recovery() instanceof Recovery.Damaged && !shard.has(PlantedBug.CUT_AT_DAMAGE);
    switch (result) {
      case Result.Ok<Optional<ReplicaState>>(var found) -> {
        ReplicaState state = found.orElse(NEW);
        if (logDamaged) {
          comesBack(opened, living(notWhole(state)));
        } else if (!living(state).equals(state)) {
          comesBack(opened, living(state));
        } else if (opened.recovery() instanceof Recovery.Damaged) {
          opened.log().acknowledgeDamage(acknowledged -> openRows(opened, state));
        } else {
          openRows(opened, state);
        }
      }
      case Result.Failed<Optional<ReplicaState>>(Fault fault) -> {
        if (fault.code().equals("CORRUPT")) {
          comesBack(opened, living(notWhole(NEW)));
        } else {
          done.complete(Result.failed(fault));
        }
      }
    }
  }

  private ReplicaState living(ReplicaState state) {
    long life = shard.definition().placement().life(shard.self());
    return shard.has(PlantedBug.COMES_BACK_WHOLE) && state.incarnation() < life
        ? new ReplicaState(state.promised(), life, Wholeness.WHOLE, Lsn.NONE)
        : state.living(life);
  }

  /// Writes down that this replica is not whole before anything else may rely on it.
  private void comesBack(ShardLog.Opened opened, ReplicaState after) {
    stateFile.store(
        after,
        stored -> {
          if (stored instanceof Result.Failed<Done>(Fault fault)) {
            done.complete(Result.failed(fault));
          } else if (opened.recovery() instanceof Recovery.Damaged) {
            opened.log().acknowledgeDamage(acknowledged -> openRows(opened, after));
          } else {
            openRows(opened, after);
          }
        });
  }

  private void openRows(ShardLog.Opened opened, ReplicaState state) {
    stores.open(result -> {
      switch (result) {
        case Result.Ok<Store>(var store) -> lookAtRows(opened, state, store);
        case Result.Failed<Store>(Fault fault) -> done.complete(Result.failed(fault));
      }
    });
  }

  /// Rows of records that the log has lost may be of a history that did not go on.
  private void lookAtRows(ShardLog.Opened opened, ReplicaState state, Store store) {
    boolean isBeyond = store.appliedLsn().isAfter(opened.log().last().lsn());
    boolean isHalf = Intake.isUnfinished(store) && hasAll(opened.log());
    if (!isBeyond && !isHalf) {
      lookIfEnough(opened, state, store);
      return;
    }
    store.close();
    stores.openAnew(result -> {
      switch (result) {
        case Result.Ok<Store>(var empty) -> lookIfEnough(opened, state, empty);
        case Result.Failed<Store>(Fault fault) -> done.complete(Result.failed(fault));
      }
    });
  }

  private static boolean hasAll(ShardLog log) {
    return log.base().equals(LogPosition.START);
  }

  /// What was trimmed off the log is lost with the rows: they have to come from another replica,
  /// and until then this one is not whole.
  private void lookIfEnough(ShardLog.Opened opened, ReplicaState state, Store store) {
    boolean isEnough = !store.appliedLsn().isBefore(opened.log().base().lsn());
    if (isEnough || state.wholeness() != Wholeness.WHOLE) {
      openDiverged(opened, state, store);
      return;
    }
    ReplicaState after = state.withoutRows();
    stateFile.store(
        after,
        stored -> {
          switch (stored) {
            case Result.Ok<Done> _ -> openDiverged(opened, after, store);
            case Result.Failed<Done>(Fault fault) -> {
              store.close();
              done.complete(Result.failed(fault));
            }
          }
        });
  }

  private void openDiverged(ShardLog.Opened opened, ReplicaState state, Store store) {
    DivergedStore.open(
        shard.env(),
        directory + "/diverged",
        part -> opened.log().has(part.last()),
        result -> {
          switch (result) {
            case Result.Ok<DivergedStore>(var diverged) -> finish(opened, state, store, diverged);
            case Result.Failed<DivergedStore>(Fault fault) -> {
              store.close();
              done.complete(Result.failed(fault));
            }
          }
        });
  }

  private void finish(
      ShardLog.Opened opened, ReplicaState state, Store store, DivergedStore diverged) {
    Replica ready =
        new Replica(
            shard,
            new ReplicaParts(
                opened.log(), opened.recovery(), store, stores, diverged, stateFile, state),
            observer);
    replica = ready;
    String found =
        switch (opened.recovery()) {
          case Recovery.Clean() -> "clean";
          case Recovery.TornTail(long bytes) -> "torn tail of " + bytes + " bytes";
          case Recovery.Damaged(Lsn first, String detail) ->
              "damaged at " + first + " (" + detail + ")";
        };
    shard.emit(
        new ShardEvent.Opened(
            shard.self(),
            shard.id(),
            opened.log().base().lsn(),
            opened.log().last(),
            store.appliedLsn(),
            found));
    done.complete(Result.ok(ready));
  }

  @Override
  public void durable(Lsn lsn) {
    if (replica != null) {
      replica.durable(lsn);
    }
  }

  @Override
  public void failed(Fault fault) {
    if (replica != null) {
      replica.failed(fault);
    }
  }

  @Override
  public void damaged(Fault fault) {
    if (replica != null) {
      replica.damaged(fault);
    }
  }

  @Override
  public void trimmed(Lsn base) {
    if (replica != null) {
      replica.trimmed(base);
    }
  }

  @Override
  public void spaceReturned() {
    if (replica != null) {
      replica.spaceReturned();
    }
  }
}
