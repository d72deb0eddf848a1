package chorus.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.definition.Engine;
import chorus.store.FileCheck;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDamageTest {
  @TempDir Path directory;

  private EngineRig rig;

  @BeforeEach
  void fill() {
    rig = new EngineRig(directory);
    Store store = rig.open(Engine.ROCKSDB, "s");
    rig.write(store, 1, StoreContract.put("a", "1"));
    rig.flush(store);
    rig.close(store);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  @Test
  void aMissingTableIsCorrupt() throws IOException {
    Files.delete(file(".sst"));
    assertThat(opening().code()).isEqualTo("CORRUPT");
  }

  @Test
  void aCutTableIsCorrupt() throws IOException {
    Path table = file(".sst");
    byte[] whole = Files.readAllBytes(table);
    Files.write(table, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(opening().code()).isEqualTo("CORRUPT");
  }

  @Test
  void tablesWithoutAListOfThemAreCorruptAndNotAnEmptyStore() throws IOException {
    Files.delete(file("CURRENT"));
    assertThat(opening().code()).isEqualTo("CORRUPT");
  }

  @Test
  void aDamagedListOfTablesIsCorrupt() throws IOException {
    Path manifest;
    try (Stream<Path> files = Files.list(directory.resolve("s"))) {
      manifest =
          files
              .filter(path -> path.getFileName().toString().startsWith("MANIFEST"))
              .findFirst()
              .orElseThrow();
    }
    byte[] content = Files.readAllBytes(manifest);
    content[content.length / 2] ^= 1;
    Files.write(manifest, content);
    assertThat(opening().code()).isEqualTo("CORRUPT");
  }

  @Test
  void aFlippedBitIsFoundWhenItsRowIsReadAndNotBefore() throws IOException {
    Store full = rig.open(Engine.ROCKSDB, "s");
    String value = "v".repeat(1000);
    for (int i = 0; i < 200; i++) {
      rig.write(full, i + 2, StoreContract.put("key %03d".formatted(i), value + i));
    }
    rig.flush(full);
    rig.close(full);
    flipInEachLargeTable();
    Store rotten = rig.open(Engine.ROCKSDB, "s");
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 200; i++) {
                rotten.get(StoreContract.row("key %03d".formatted(i)));
              }
            })
        .isInstanceOf(RowsDamaged.class)
        .hasMessageContaining("Corruption");
    rig.close(rotten);
  }

  @Test
  void aTableIsReadPastTheCacheWhenItIsChecked() throws IOException {
    Store store = rig.open(Engine.ROCKSDB, "s");
    assertThat(store.get(StoreContract.row("a"))).isNotNull();
    assertThat(store.files()).hasSize(1).allSatisfy(FileCheck::run);
    byte[] content = Files.readAllBytes(file(".sst"));
    content[5] ^= 1;
    Files.write(file(".sst"), content);
    assertThat(store.get(StoreContract.row("a"))).isNotNull();
    assertThatThrownBy(() -> store.files().getFirst().run()).isInstanceOf(RowsDamaged.class);
    rig.close(store);
  }

  /// Among the rows with the lowest keys, far from those that opening reads.
  private void flipInEachLargeTable() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s"))) {
      for (Path table : files.filter(each -> each.toString().endsWith(".sst")).toList()) {
        byte[] content = Files.readAllBytes(table);
        content[100] ^= 1;
        if (content.length > 4096) {
          Files.write(table, content);
        }
      }
    }
  }

  @Test
  void aDirectoryInUseIsNotCorrupt() {
    Store store = rig.open(Engine.ROCKSDB, "s");
    assertThat(opening().code()).isEqualTo("IO");
    assertThat(store.appliedLsn()).isEqualTo(new Lsn(1));
    rig.close(store);
  }

  private Fault opening() {
    return rig.openFails(Engine.ROCKSDB, "s");
  }

  private Path file(String end) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s"))) {
      return files.filter(path -> path.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }
}
