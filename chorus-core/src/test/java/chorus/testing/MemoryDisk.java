package chorus.testing;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Disk;
import chorus.env.DiskFile;
import chorus.resp.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// The disk of one node, which outlives its processes. Every request is a task of its own in the
/// queue of the process that asked, in request order, so a test can stop between any two.
public final class MemoryDisk {
  private final Map<String, MemoryFile> files = new TreeMap<>();
  private long room = Long.MAX_VALUE;
  private Health health = Health.GOOD;
  private int syncs;
  private int appends;
  private final List<String> deletions = new ArrayList<>();
  private final List<Runnable> heldListings = new ArrayList<>();
  private boolean holdsListings;

  /// What the next requests meet.
  public enum Health {
    GOOD,
    /// Every sync fails, and what it should have made durable is not.
    SYNC_FAILS,
    /// No sync ends until the disk is better.
    SYNC_STALLS
  }

  /// Power loss: of each file's sectors written since its last sync, those that `keep` names
  /// survive.
  public void crash(IntPredicate keep) {
    files.values().forEach(file -> file.crash(keep));
  }

  /// All files together may have at most `bytes` from now on.
  public void limit(long bytes) {
    room = bytes;
  }

  public void health(Health next) {
    health = next;
  }

  public void flip(String path, long bit) {
    file(path).flip(bit);
  }

  /// The bytes of a file as a reader sees them.
  public byte[] content(String path) {
    MemoryFile file = file(path);
    return file.read(0, file.size());
  }

  /// Creates or overwrites a file behind the back of its owner, durably.
  public void put(String path, byte[] content) {
    files.computeIfAbsent(path, _ -> new MemoryFile()).set(content);
  }

  public void remove(String path) {
    files.remove(path);
  }

  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  /// The directories that were deleted, in order.
  public List<String> deletions() {
    return List.copyOf(deletions);
  }

  /// Nobody hears which directories there are until [#answerListings], and then of those that there
  /// were when it was asked.
  public void holdListings() {
    holdsListings = true;
  }

  public void answerListings() {
    holdsListings = false;
    heldListings.forEach(Runnable::run);
    heldListings.clear();
  }

  public int syncs() {
    return syncs;
  }

  public int appends() {
    return appends;
  }

  private MemoryFile file(String path) {
    MemoryFile file = files.get(path);
    if (file == null) {
      throw new IllegalArgumentException("no file " + path + " in " + files.keySet());
    }
    return file;
  }

  private long used() {
    return files.values().stream().mapToLong(MemoryFile::size).sum();
  }

  Disk seenFrom(ManualEnv env) {
    return new View(env);
  }

  private final class View implements Disk {
    private final ManualEnv env;

    View(ManualEnv env) {
      this.env = env;
    }

    @Override
    public void list(String directory, Completion<List<String>> done) {
      String prefix = directory + "/";
      env.execute(() ->
          done.complete(
              Result.ok(
                  files.keySet().stream()
                      .filter(path -> path.startsWith(prefix))
                      .map(path -> path.substring(prefix.length()))
                      .filter(name -> name.indexOf('/') < 0)
                      .toList())));
    }

    @Override
    public void directories(String directory, Completion<List<String>> done) {
      if (holdsListings) {
        List<String> found = under(directory);
        heldListings.add(() -> env.execute(() -> done.complete(Result.ok(found))));
      } else {
        env.execute(() -> done.complete(Result.ok(under(directory))));
      }
    }

    private List<String> under(String directory) {
      String prefix = directory.isEmpty() ? "" : directory + "/";
      return files.keySet().stream()
          .filter(path -> path.startsWith(prefix))
          .map(path -> path.substring(prefix.length()))
          .filter(name -> name.indexOf('/') >= 0)
          .map(name -> name.substring(0, name.indexOf('/')))
          .distinct()
          .toList();
    }

    @Override
    public void open(String path, Completion<DiskFile> done) {
      env.execute(() -> {
        MemoryFile file = files.computeIfAbsent(path, _ -> new MemoryFile());
        done.complete(Result.ok(new Handle(env, file)));
      });
    }

    @Override
    public void replace(String path, Bytes content, Completion<Done> done) {
      env.execute(() -> {
        put(path, content.array());
        done.complete(Result.ok(Done.DONE));
      });
    }

    @Override
    public void delete(String path, Completion<Done> done) {
      env.execute(() -> {
        files.remove(path);
        done.complete(Result.ok(Done.DONE));
      });
    }

    @Override
    public void deleteAll(String directory, Completion<Done> done) {
      env.execute(() -> {
        deletions.add(directory);
        files.keySet().removeIf(path -> path.startsWith(directory + "/"));
        done.complete(Result.ok(Done.DONE));
      });
    }
  }

  private final class Handle implements DiskFile {
    private final ManualEnv env;
    private final MemoryFile file;
    private long size;
    private int position;
    private boolean broken;

    Handle(ManualEnv env, MemoryFile file) {
      this.env = env;
      this.file = file;
      this.size = file.size();
      this.position = file.size();
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void allocate(long bytes, Completion<Done> done) {
      env.execute(() -> {
        if (bytes > file.size() && used() + bytes - file.size() > room) {
          done.complete(Result.failed(Fault.notApplied("DISKFULL", "no room")));
        } else {
          file.grow((int) bytes);
          size = file.size();
          done.complete(Result.ok(Done.DONE));
        }
      });
    }

    @Override
    public void cut(long at, Completion<Done> done) {
      env.execute(() -> {
        position = (int) at;
        size = file.size();
        file.write(position, new byte[file.size() - position]);
      });
      env.execute(() -> {
        file.sync();
        done.complete(Result.ok(Done.DONE));
      });
    }

    @Override
    public void append(Bytes data) {
      appends++;
      env.execute(() -> {
        file.write(position, data.array());
        position += data.length();
      });
    }

    @Override
    public void sync(Completion<Done> done) {
      syncs++;
      env.execute(() -> syncNow(done));
    }

    private void syncNow(Completion<Done> done) {
      if (health == Health.SYNC_STALLS) {
        env.after(Duration.ofMillis(1), () -> syncNow(done));
      } else {
        broken |= health == Health.SYNC_FAILS;
        if (broken) {
          done.complete(Result.failed(Fault.indeterminate("IO", "sync failed")));
        } else {
          file.sync();
          done.complete(Result.ok(Done.DONE));
        }
      }
    }

    @Override
    public void read(long offset, int length, Completion<Bytes> done) {
      env.execute(() ->
          done.complete(Result.ok(Bytes.wrap(file.read((int) offset, (int) offset + length)))));
    }

    @Override
    public void close() {}
  }
}
