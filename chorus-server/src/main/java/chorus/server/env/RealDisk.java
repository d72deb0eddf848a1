package chorus.server.env;

import chorus.base.Done;
import chorus.base.Require;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Disk;
import chorus.env.DiskFile;
import chorus.env.Scheduler;
import chorus.resp.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/// A node's data directory as one strand uses it. Requests run on the IO threads, those about names
/// one at a time in request order, those of one open file likewise; answers come on the strand.
public final class RealDisk implements Disk {
  private final Path root;
  private final Scheduler strand;
  private final Executor threads;
  private final SerialExecutor names;

  /// `root` is the data directory; `threads` may block.
  public RealDisk(Path root, Scheduler strand, Executor threads) {
    this.root = root.toAbsolutePath().normalize();
    this.strand = strand;
    this.threads = threads;
    this.names = new SerialExecutor(threads);
  }

  @Override
  public void list(String directory, Completion<List<String>> done) {
    Path place = resolve(directory);
    request("list", place, () -> list(place), done);
  }

  @Override
  public void directories(String directory, Completion<List<String>> done) {
    Path place = resolve(directory);
    request("list", place, () -> directories(place), done);
  }

  @Override
  public void open(String path, Completion<DiskFile> done) {
    Path file = resolve(path);
    request("open", file, () -> open(file), done);
  }

  @Override
  public void replace(String path, Bytes content, Completion<Done> done) {
    Path file = resolve(path);
    request(
        "replace",
        file,
        () -> {
          Durable.replace(file, ByteBuffer.wrap(content.array()));
          return Done.DONE;
        },
        done);
  }

  @Override
  public void delete(String path, Completion<Done> done) {
    Path file = resolve(path);
    request(
        "delete",
        file,
        () -> {
          Durable.delete(file);
          return Done.DONE;
        },
        done);
  }

  @Override
  public void deleteAll(String directory, Completion<Done> done) {
    Path place = resolve(directory);
    request(
        "delete",
        place,
        () -> {
          Durable.deleteAll(place);
          return Done.DONE;
        },
        done);
  }

  private static List<String> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !Durable.isUnfinished(file))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> directories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isDirectory)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private DiskFile open(Path file) throws IOException {
    FileChannel channel = Durable.open(file);
    return new RealDiskFile(file, channel, channel.size(), strand, threads);
  }

  /// Relative paths only, and none that leads out of the data directory.
  private Path resolve(String path) {
    Path place = root.resolve(path).normalize();
    Require.that(place.startsWith(root), "a path stays inside the data directory", path);
    return place;
  }

  private <T> void request(String action, Path place, Work<T> work, Completion<T> done) {
    names.execute(() -> {
      Result<T> result = attempt(action, place, work);
      strand.execute(() -> done.complete(result));
    });
  }

  private static <T> Result<T> attempt(String action, Path place, Work<T> work) {
    try {
      return Result.ok(work.run());
    } catch (IOException failed) {
      return Result.failed(DiskFaults.notApplied(action, place, failed));
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }
}
