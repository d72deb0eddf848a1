package chorus.sim.world;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Disk;
import chorus.env.DiskFile;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// A disk as one strand sees it. Operations on names are done one after the other.
final class DiskPort implements Disk {
  private static final long NAME_MICROS = 150;

  private final SimDisk disk;
  private final Strand strand;
  private long lastNanos;

  DiskPort(SimDisk disk, Strand strand) {
    this.disk = disk;
    this.strand = strand;
  }

  @Override
  public void list(String directory, Completion<List<String>> done) {
    operate(() -> Result.ok(names(directory)), done);
  }

  private List<String> names(String directory) {
    String prefix = directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
    var names = new ArrayList<String>();
    for (String path : disk.files().keySet()) {
      if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
        names.add(path.substring(prefix.length()));
      }
    }
    return names;
  }

  @Override
  public void directories(String directory, Completion<List<String>> done) {
    operate(() -> Result.ok(under(directory)), done);
  }

  /// The disk knows files only: a directory is there while a file is in it.
  private List<String> under(String directory) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    return disk.files().keySet().stream()
        .filter(path -> path.startsWith(prefix) && path.indexOf('/', prefix.length()) > 0)
        .map(path -> path.substring(prefix.length(), path.indexOf('/', prefix.length())))
        .distinct()
        .toList();
  }

  @Override
  public void open(String path, Completion<DiskFile> done) {
    operate(() -> opened(path), done);
  }

  private Result<DiskFile> opened(String path) {
    Inode inode = disk.files().get(path);
    if (inode == null) {
      if (disk.isFull()) {
        return Result.failed(SimDisk.FULL);
      }
      inode = new Inode();
      disk.files().put(path, inode);
    }
    return Result.ok(new SimFile(disk, path, inode, strand));
  }

  @Override
  public void replace(String path, Bytes content, Completion<Done> done) {
    disk.note(content.array());
    operate(
        () -> {
          if (disk.takeSyncFailure()) {
            return Result.failed(SimDisk.BROKEN);
          }
          if (disk.isFull()) {
            return Result.failed(SimDisk.FULL);
          }
          var fresh = new Inode();
          fresh.become(content.array());
          disk.files().put(path, fresh);
          disk.syncDone();
          return Result.ok(Done.DONE);
        },
        done);
  }

  @Override
  public void delete(String path, Completion<Done> done) {
    operate(
        () -> {
          disk.files().remove(path);
          return Result.ok(Done.DONE);
        },
        done);
  }

  @Override
  public void deleteAll(String directory, Completion<Done> done) {
    operate(
        () -> {
          disk.files().keySet().removeIf(path -> path.startsWith(directory + "/"));
          return Result.ok(Done.DONE);
        },
        done);
  }

  private <T> void operate(Supplier<Result<T>> effect, Completion<T> done) {
    var outcome = new AtomicReference<Result<T>>(Result.failed(notRun()));
    lastNanos =
        disk.operate(
            NAME_MICROS,
            lastNanos,
            () -> outcome.set(effect.get()),
            () -> {},
            () -> strand.execute(() -> done.complete(outcome.get())));
  }

  private static Fault notRun() {
    return SimDisk.BROKEN;
  }
}
