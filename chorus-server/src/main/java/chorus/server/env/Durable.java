package chorus.server.env;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes of the file system that survive a power loss once the call has returned. Files are for
/// their owner alone (0600), and so are directories (0700).
///
/// A file's name is durable only when its *directory* was synced, so every change of a name here
/// ends with that.
public final class Durable {
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final String UNFINISHED = ".unfinished";

  private Durable() {}

  /// Makes `directory` and the parents that it lacks.
  public static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    try {
      Files.createDirectory(directory, OWNER_DIRECTORY);
    } catch (FileAlreadyExistsException raced) {
      if (!Files.isDirectory(directory)) {
        throw raced;
      }
    }
    if (parent != null) {
      sync(parent);
    }
  }

  /// Opens `file` to read and write; creates it, and its directory, if absent.
  public static FileChannel open(Path file) throws IOException {
    if (Files.exists(file)) {
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    Path directory = parentOf(file);
    createDirectories(directory);
    FileChannel channel =
        create(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    sync(directory);
    return channel;
  }

  /// Gives `file` exactly this content: after a crash at any moment it has all of the old content
  /// or all of the new.
  public static void replace(Path file, ByteBuffer content) throws IOException {
    Path directory = parentOf(file);
    createDirectories(directory);
    Path unfinished = directory.resolve(file.getFileName() + UNFINISHED);
    try {
      try (FileChannel channel =
          create(
              unfinished,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        while (content.hasRemaining()) {
          channel.write(content);
        }
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException impossible) {
      throw new IOException("this file system cannot rename atomically: " + file, impossible);
    } catch (IOException failed) {
      Files.deleteIfExists(unfinished);
      throw failed;
    }
    sync(directory);
  }

  /// Whether `file` is what an interrupted [#replace] left, and so no content of anybody.
  static boolean isUnfinished(Path file) {
    return file.getFileName().toString().endsWith(UNFINISHED);
  }

  /// Removes `file` if it is there.
  static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      sync(parentOf(file));
    }
  }

  /// Removes `directory` with all in it, if it is there.
  static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(directory, new Remover());
    sync(parentOf(directory));
  }

  /// Makes the names in `directory` durable.
  public static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileChannel create(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), OWNER_FILE);
  }

  private static Path parentOf(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new NoSuchFileException(file.toString(), null, "it has no directory");
    }
    return parent;
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
        throws IOException {
      if (failed != null) {
        throw failed;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
