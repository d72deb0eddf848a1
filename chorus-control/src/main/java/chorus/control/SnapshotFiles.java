package chorus.control;

import chorus.resp.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;

/// The machine's snapshots on disk: one file each, its bytes as the machine wrote them, and a
/// checksum beside it. Ratis ships these files to members that were away too long.
final class SnapshotFiles {
  private final SimpleStateMachineStorage storage;

  SnapshotFiles(SimpleStateMachineStorage storage) {
    this.storage = storage;
  }

  /// A snapshot and the position of the last entry in it.
  record Snapshot(TermIndex position, Bytes state) {}

  /// The newest snapshot, if there is one; throws if its bytes are not what was written.
  Optional<Snapshot> newest() throws IOException {
    SingleFileSnapshotInfo newest = storage.loadLatestSnapshot();
    if (newest == null) {
      return Optional.empty();
    }
    Path file = newest.getFile().getPath();
    MD5Hash expected = newest.getFile().getFileDigest();
    if (expected == null) {
      throw new IOException("control snapshot " + file + " has no checksum: damaged");
    }
    MD5FileUtil.verifySavedMD5(file.toFile(), expected);
    if (!MD5FileUtil.computeMd5ForFile(file.toFile()).equals(expected)) {
      throw new IOException("control snapshot " + file + " does not match its checksum: damaged");
    }
    return Optional.of(new Snapshot(newest.getTermIndex(), Bytes.wrap(Files.readAllBytes(file))));
  }

  /// Durable when it returns. The checksum comes first and the file appears under its name whole,
  /// so that a crash in between leaves no snapshot that cannot be checked.
  void write(Snapshot snapshot) throws IOException {
    TermIndex position = snapshot.position();
    Path target = storage.getSnapshotFile(position.getTerm(), position.getIndex()).toPath();
    Path unfinished = target.resolveSibling(target.getFileName() + ".new");
    try (FileChannel file =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(snapshot.state().array()).asReadOnlyBuffer();
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
    MD5Hash checksum = MD5FileUtil.computeMd5ForFile(unfinished.toFile());
    MD5FileUtil.saveMD5File(target.toFile(), checksum);
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    ControlDirectory.syncDirectory(Objects.requireNonNull(target.getParent()));
    storage.updateLatestSnapshot(
        new SingleFileSnapshotInfo(new FileInfo(target, checksum), position));
  }
}
