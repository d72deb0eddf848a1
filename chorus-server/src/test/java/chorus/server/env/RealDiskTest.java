package chorus.server.env;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.env.Env;
import chorus.resp.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
  @TempDir Path root;

  private final FailStop failStop = new FailStop(() -> {});
  private final Loops loops = Loops.start("test", 2);
  private final IoThreads threads = new IoThreads("test-io", 2, failStop);
  private Env env;

  @BeforeEach
  void begin() {
    env = new RealStrands(loops, threads, failStop, (_, _) -> {}, root).strand("d1.0");
  }

  @AfterEach
  void end() {
    threads.close();
    loops.close();
    assertThat(failStop.failed()).isFalse();
  }

  @Test
  void whatWasAppendedBeforeASyncIsInTheFile() throws IOException {
    DiskFile file = open("log/1");
    file.append(Bytes.utf8("one "));
    file.append(Bytes.utf8("two"));
    Expect.ok(file::sync);
    assertThat(Files.readString(root.resolve("log/1"))).isEqualTo("one two");
  }

  @Test
  void directoriesAreListedByNameAndFilesAreNot() {
    open("log/1");
    open("rows/a/1");
    open("state");
    assertThat(Expect.<List<String>>ok(done -> env.disk().directories("", done)))
        .containsExactly("log", "rows");
    assertThat(Expect.<List<String>>ok(done -> env.disk().directories("none", done))).isEmpty();
  }

  @Test
  void aReadSeesAppendsThatNobodySynced() {
    DiskFile file = open("log/1");
    file.append(Bytes.utf8("hello"));
    assertThat(read(file, 1, 3)).isEqualTo(Bytes.utf8("ell"));
    assertThat(read(file, 3, 100)).isEqualTo(Bytes.utf8("lo"));
    assertThat(read(file, 9, 1)).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void appendsLargerThanTheStagingBufferKeepTheirBytes() {
    byte[] large = new byte[(3 << 20) + 17];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ((i * 31) >>> 3);
    }
    DiskFile file = open("log/1");
    file.append(Bytes.utf8("x"));
    file.append(Bytes.of(large));
    file.append(Bytes.utf8("y"));
    Expect.ok(file::sync);
    assertThat(read(file, 1, large.length).equals(Bytes.of(large))).isTrue();
    assertThat(read(file, large.length + 1L, 9)).isEqualTo(Bytes.utf8("y"));
  }

  @Test
  void completionsOfOneFileComeInRequestOrder() {
    DiskFile file = open("log/1");
    var order = new ConcurrentLinkedQueue<Integer>();
    var last = new CompletableFuture<Boolean>();
    for (int i = 0; i < 300; i += 3) {
      int number = i;
      file.append(Bytes.utf8("x"));
      file.sync(_ -> order.add(number));
      file.read(0, 1, _ -> order.add(number + 1));
      file.sync(_ -> order.add(number + 2));
    }
    file.sync(_ -> last.complete(true));
    Expect.soon(last);
    assertThat(new ArrayList<>(order)).hasSize(300).isSorted();
  }

  @Test
  void allocatedSpaceIsZeroAndAppendingGoesOnWhereItWas() {
    DiskFile file = open("log/1");
    file.append(Bytes.utf8("ab"));
    Expect.ok((Completion<Done> done) -> file.allocate(3 << 20, done));
    assertThat(file.size()).isEqualTo(3 << 20);
    file.append(Bytes.utf8("cd"));
    Expect.ok(file::sync);
    assertThat(read(file, 0, 6)).isEqualTo(Bytes.of(new byte[] {'a', 'b', 'c', 'd', 0, 0}));
    assertThat(read(file, (3 << 20) - 2L, 6)).isEqualTo(Bytes.of(new byte[2]));
  }

  @Test
  void aCutZeroesTheRestAndMovesThePlaceOfAppending() {
    DiskFile file = open("log/1");
    file.append(Bytes.utf8("abcdef"));
    Expect.ok((Completion<Done> done) -> file.cut(2, done));
    assertThat(file.size()).isEqualTo(6);
    assertThat(read(file, 0, 9)).isEqualTo(Bytes.of(new byte[] {'a', 'b', 0, 0, 0, 0}));
    file.append(Bytes.utf8("X"));
    assertThat(read(file, 0, 4)).isEqualTo(Bytes.of(new byte[] {'a', 'b', 'X', 0}));
  }

  @Test
  void aFileThatIsOpenedAgainGoesOnAtItsSize() {
    DiskFile first = open("log/1");
    first.append(Bytes.utf8("abc"));
    Expect.ok(first::sync);
    first.close();
    DiskFile second = open("log/1");
    assertThat(second.size()).isEqualTo(3);
    second.append(Bytes.utf8("d"));
    assertThat(read(second, 0, 9)).isEqualTo(Bytes.utf8("abcd"));
  }

  @Test
  void replaceLeavesExactlyTheNewContent() throws IOException {
    replace("meta/promise", "a long first content");
    replace("meta/promise", "short");
    assertThat(Files.readString(root.resolve("meta/promise"))).isEqualTo("short");
    assertThat(list("meta")).containsExactly("promise");
  }

  @Test
  void listKnowsFilesOnlySortedAndNothingOfAMissingDirectory() throws IOException {
    assertThat(list("log")).isEmpty();
    open("log/b");
    open("log/a");
    open("log/inner/c");
    Files.writeString(root.resolve("log/a.unfinished"), "left by a crash");
    assertThat(list("log")).containsExactly("a", "b");
  }

  @Test
  void deleteTakesAwayOneFileAndDeleteAllTheRest() {
    open("log/a");
    open("log/inner/b");
    Expect.ok((Completion<Done> done) -> env.disk().delete("log/a", done));
    Expect.ok((Completion<Done> done) -> env.disk().delete("log/a", done));
    assertThat(list("log")).isEmpty();
    Expect.ok((Completion<Done> done) -> env.disk().deleteAll("log", done));
    Expect.ok((Completion<Done> done) -> env.disk().deleteAll("log", done));
    assertThat(root.resolve("log")).doesNotExist();
  }

  @Test
  void filesAndDirectoriesAreForTheirOwnerAlone() throws IOException {
    open("log/a");
    replace("meta/b", "x");
    assertThat(permissions("log")).isEqualTo("rwx------");
    assertThat(permissions("log/a")).isEqualTo("rw-------");
    assertThat(permissions("meta/b")).isEqualTo("rw-------");
  }

  @Test
  void aFileThatCannotBeOpenedIsAFaultThatNamesIt() throws IOException {
    Files.writeString(root.resolve("plain"), "a file where a directory is wanted");
    Fault fault = Expect.fault((Completion<DiskFile> done) -> env.disk().open("plain/1", done));
    assertThat(fault.code()).isEqualTo("IO");
    assertThat(fault.detail()).contains("plain");
  }

  @Test
  void aFullDeviceFailsTheSyncForEver() {
    env = new RealStrands(loops, threads, failStop, (_, _) -> {}, Path.of("/dev")).strand("d2.0");
    DiskFile file = open("full");
    file.append(Bytes.utf8("x"));
    Fault first = Expect.fault(file::sync);
    Fault second = Expect.fault(file::sync);
    assertThat(first.code()).isEqualTo("IO");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aFullDeviceShowsAtAllocationAndIsNotFinal() {
    assertThat(DiskFaults.isFull(root, new IOException("No space left on device"))).isTrue();
    assertThat(DiskFaults.isFull(root, new IOException("Input/output error"))).isFalse();
  }

  private DiskFile open(String path) {
    return Expect.ok((Completion<DiskFile> done) -> env.disk().open(path, done));
  }

  private List<String> list(String directory) {
    return Expect.ok((Completion<List<String>> done) -> env.disk().list(directory, done));
  }

  private void replace(String path, String content) {
    Expect.ok((Completion<Done> done) -> env.disk().replace(path, Bytes.utf8(content), done));
  }

  private static Bytes read(DiskFile file, long offset, int length) {
    return Expect.ok((Completion<Bytes> done) -> file.read(offset, length, done));
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }
}
