package chorus.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;

/// Decides whether the directory of a member may be opened, and whether it is to be formatted.
///
/// Ratis itself would format a missing or empty directory even when told to recover, and would
/// serve the directory of another member: both make a voter forget what it promised. So an identity
/// file of our own says whose directory this is; it is written before the first format.
final class ControlDirectory {
  private static final String IDENTITY = "identity";

  private final ControlSettings settings;
  private final Path root;

  ControlDirectory(ControlSettings settings) {
    this.settings = settings;
    this.root = settings.directory();
  }

  /// Where Ratis keeps its group directories.
  Path raft() {
    return root.resolve("raft");
  }

  /// Makes the directory ready and says how Ratis must open it.
  StartupOption prepare() throws ControlRefusedException {
    try {
      return switch (settings.mode()) {
        case EXISTING -> existing();
        case FRESH -> fresh();
      };
    } catch (IOException broken) {
      throw new ControlRefusedException(
          "control directory " + root + " cannot be read or written: " + broken, broken);
    }
  }

  private StartupOption existing() throws IOException, ControlRefusedException {
    if (!Files.exists(identity())) {
      throw lost("is missing or empty");
    }
    checkOwner();
    if (!formatted()) {
      throw lost("lacks its log");
    }
    return StartupOption.RECOVER;
  }

  private ControlRefusedException lost(String what) {
    return new ControlRefusedException(
        "control directory %s %s, but %s has been a member before: %s"
            .formatted(
                root, what, name(), "restore it, or replace the member under a new incarnation"));
  }

  private StartupOption fresh() throws IOException, ControlRefusedException {
    if (Files.exists(identity())) {
      checkOwner();
      if (formatted()) {
        return StartupOption.RECOVER;
      }
      deleteHalfFormatted();
      return StartupOption.FORMAT;
    }
    Files.createDirectories(root);
    try (Stream<Path> content = Files.list(root)) {
      if (content.anyMatch(file -> !file.equals(unfinishedIdentity()))) {
        throw new ControlRefusedException(
            "control directory %s of %s holds files of something else: name an empty one"
                .formatted(root, name()));
      }
    }
    writeIdentity();
    Files.createDirectories(raft());
    return StartupOption.FORMAT;
  }

  private void checkOwner() throws IOException, ControlRefusedException {
    List<String> found = Files.readAllLines(identity(), StandardCharsets.UTF_8);
    if (!found.equals(expected())) {
      throw new ControlRefusedException(
          "control directory %s belongs to [%s], not to [%s]: name the directory of this node"
              .formatted(root, String.join(", ", found), String.join(", ", expected())));
    }
  }

  /// Whether Ratis finished formatting; it votes and logs only after that.
  private boolean formatted() {
    return Files.exists(groupDirectory().resolve("current").resolve("raft-meta"));
  }

  /// What an interrupted first start left behind: without its meta file it never voted.
  private void deleteHalfFormatted() throws IOException {
    Files.createDirectories(raft());
    if (!Files.exists(groupDirectory())) {
      return;
    }
    try (Stream<Path> tree = Files.walk(groupDirectory())) {
      for (Path file : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private void writeIdentity() throws IOException {
    byte[] text = (String.join("\n", expected()) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel file =
        FileChannel.open(
            unfinishedIdentity(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(text));
      file.force(true);
    }
    Files.move(unfinishedIdentity(), identity(), StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(root);
  }

  /// Makes the names in `directory` durable.
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private List<String> expected() {
    return List.of("format 1", "cluster " + settings.group().clusterId(), "member " + name());
  }

  private String name() {
    return settings.peer().id();
  }

  private Path identity() {
    return root.resolve(IDENTITY);
  }

  private Path unfinishedIdentity() {
    return root.resolve(IDENTITY + ".new");
  }

  private Path groupDirectory() {
    return raft().resolve(GroupNames.uuid(settings.group().clusterId()).toString());
  }
}
