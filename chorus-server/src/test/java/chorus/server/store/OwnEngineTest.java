package chorus.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.definition.Engine;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.MemoryEngine;
import chorus.store.Store;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A node that keeps all rows in one engine, whatever their databases say.
class OwnEngineTest {
  private static final String ROWS = "d0.0/rows";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Engine.class)
  void itIsUsedWhateverADatabaseAsksFor(Engine own) {
    try (EngineRig rig = new EngineRig(directory, Optional.of(own))) {
      for (Engine asked : Engine.values()) {
        Store store = rig.open(asked, ROWS);
        assertThat(store)
            .isInstanceOf(own == Engine.MEMORY ? MemoryEngine.class : RocksEngine.class);
        rig.close(store);
      }
    }
  }

  /// As after a change of the setting: the log has the rows, or another node.
  @ParameterizedTest
  @EnumSource(Engine.class)
  void rowsOfAnotherEngineAreNotTakenForNone(Engine before) {
    Engine after = before == Engine.MEMORY ? Engine.ROCKSDB : Engine.MEMORY;
    try (EngineRig rig = new EngineRig(directory)) {
      Store store = rig.open(before, ROWS);
      rig.write(store, 1, new Effect.Put(Bytes.utf8("row"), Bytes.utf8("x")));
      assertThat(rig.flush(store)).isEqualTo(new Lsn(1));
      rig.close(store);
      assertThat(rig.openFails(after, ROWS).code()).isEqualTo("CORRUPT");
    }
  }
}
