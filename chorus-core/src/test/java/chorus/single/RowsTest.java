package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.log.LogOptions;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.store.MemoryEngine;
import chorus.store.Store;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.testing.SilentLog;
import chorus.time.Hlc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowsTest {
  private static final Epoch EPOCH = new Epoch(1);

  private final ManualEnv env = new ManualEnv(new MemoryDisk());
  private final Shard shard = LoneReplica.aloneOn(env);

  /// Who has no rows is not whole, and the old ones are gone before the new ones are there.
  @Test
  void rowsOfAnotherReplicaAreAwaitedUntilAllOfThemAreHere() {
    Rows rows = rows(log(LogOptions.defaults()));
    List<Store> intake = new ArrayList<>();
    rows.begin(intake::add);
    do {
      assertThat(rows.areAwaited()).isTrue();
      assertThat(rows.applied()).isEqualTo(Lsn.NONE);
    } while (env.step());
    assertThat(intake).hasSize(1);
    rows.installed();
    env.settle();
    assertThat(rows.areAwaited()).isFalse();
  }

  /// The records come when the store is given up: they are not for it any more.
  @Test
  void recordsThatAreReadWhileTheRowsCloseAreNotStored() {
    ShardLog log = log(new LogOptions(4096, 0));
    Lsn end = new Lsn(1);
    log.append(List.of(new LogRecord(EPOCH, end, new Hlc(1), RecordKind.EPOCH_START, Bytes.EMPTY)));
    log.sync();
    env.settle();
    assertThat(log.cached(end, 1)).isEmpty();
    Rows rows = rows(log);
    rows.settleTo(end);
    rows.commitTo(end, EPOCH);
    rows.close();
    env.settle();
    assertThat(rows.applied()).isEqualTo(Lsn.NONE);
  }

  private Rows rows(ShardLog log) {
    List<Rows> opened = new ArrayList<>();
    StoreOpening stores =
        new StoreOpening(
            shard, (world, _, directory, done) -> MemoryEngine.open(world, directory, done), "d");
    stores.open(store -> opened.add(new Rows(shard, log, value(store), stores, new Quiet())));
    env.settle();
    return opened.getFirst();
  }

  private ShardLog log(LogOptions options) {
    List<ShardLog> opened = new ArrayList<>();
    ShardLog.open(env, "log", options, new SilentLog(), log -> opened.add(value(log).log()));
    env.settle();
    return opened.getFirst();
  }

  private static <T> T value(Result<T> result) {
    return ((Result.Ok<T>) result).value();
  }

  private static final class Quiet implements Rows.Watcher {
    @Override
    public void rowsMoved() {}

    @Override
    public void rowsDamaged() {}

    @Override
    public void rowsAwaited() {}

    @Override
    public void rowsRebuilt() {}

    @Override
    public void rowsFailed(Fault fault) {
      throw new AssertionError(fault);
    }
  }
}
