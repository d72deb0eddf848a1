package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.Timings;
import chorus.command.CommandTable;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.log.LogOptions;
import chorus.log.ShardLog;
import chorus.store.MemoryEngine;
import chorus.store.Store;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.testing.SilentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RowsTest {
  private static final NodeId SELF = new NodeId("n1");

  private final ManualEnv env = new ManualEnv(new MemoryDisk());
  private final Shard shard =
      new Shard(
          env,
          SELF,
          1,
          LoneReplica.SHARD,
          LoneReplica.defined(AckConfig.first(AckMode.MAJORITY, List.of(SELF), List.of())),
          Timings.DEFAULT,
          CommandTable.standard(),
          env::time,
          Set.of());

  /// Who has no rows is not whole, and the old ones are gone before the new ones are there.
  @Test
  void rowsOfAnotherReplicaAreAwaitedUntilAllOfThemAreHere() {
    Rows rows = rows();
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

  private Rows rows() {
    List<Rows> opened = new ArrayList<>();
    StoreOpening stores =
        new StoreOpening(
            shard, (world, _, directory, done) -> MemoryEngine.open(world, directory, done), "d");
    stores.open(store -> opened.add(new Rows(shard, log(), value(store), stores, new Quiet())));
    env.settle();
    return opened.getFirst();
  }

  private ShardLog log() {
    List<ShardLog> opened = new ArrayList<>();
    ShardLog.open(
        env, "log", LogOptions.defaults(), new SilentLog(), log -> opened.add(value(log).log()));
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
