package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.resp.Bytes;
import chorus.store.Applied;
import chorus.store.Effect;
import chorus.store.MemoryEngine;
import chorus.store.RowBatch;
import chorus.store.Store;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.value.CollectionId;
import chorus.value.Orphan;
import chorus.value.RowKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoringTest {
  private static final int SLICES = 3;
  private static final CollectionId ID = new CollectionId(new Epoch(1), new Lsn(1), 0);

  private final ManualEnv env = new ManualEnv(new MemoryDisk());
  private final Shard shard = LoneReplica.aloneOn(env);
  private final List<Boolean> busyWhenIdle = new ArrayList<>();

  /// Else a leader that has dropped a large collection would soon have no room for what is new.
  @Test
  void whatIsWrittenMayBeStoredBetweenTheSlicesOfWhatIsRemoved() {
    Store store = open();
    Storing[] storing = new Storing[1];
    storing[0] = new Storing(shard, store, new Owner(storing));
    leaveAnOrphan(store);
    storing[0].flushSoon();
    env.settle();
    busyWhenIdle.clear();
    env.advance(Duration.ofSeconds(3));
    assertThat(busyWhenIdle).hasSizeGreaterThanOrEqualTo(SLICES).containsOnly(false);
    assertThat(store.get(RowKeys.elementRow(ID, Bytes.utf8("m0")))).isNull();
  }

  private Store open() {
    List<Store> opened = new ArrayList<>();
    MemoryEngine.open(
        env,
        "d",
        result -> {
          if (result instanceof Result.Ok<Store>(var store)) {
            opened.add(store);
          }
        });
    env.settle();
    return opened.getFirst();
  }

  private static void leaveAnOrphan(Store store) {
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < SLICES * Limits.RECLAIM_ROWS; i++) {
      effects.add(new Effect.Put(RowKeys.elementRow(ID, Bytes.utf8("m" + i)), Bytes.EMPTY));
    }
    effects.add(
        new Effect.Put(RowKeys.orphanRow(new Lsn(1), new Orphan.Collection(ID)), Bytes.EMPTY));
    store.write(new RowBatch(effects, new Lsn(1)));
  }

  private final class Owner implements Storing.Owner {
    private final Storing[] storing;

    Owner(Storing[] storing) {
      this.storing = storing;
    }

    @Override
    public void idle() {
      busyWhenIdle.add(storing[0].isBusy());
    }

    @Override
    public void stored(Applied outcome) {}

    @Override
    public void moved() {}

    @Override
    public void retrying() {}

    @Override
    public void damaged(String detail) {
      throw new AssertionError(detail);
    }

    @Override
    public void failed(Fault fault) {
      throw new AssertionError(fault);
    }
  }
}
