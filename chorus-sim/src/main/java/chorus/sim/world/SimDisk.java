package chorus.sim.world;

import chorus.base.Fault;
import chorus.env.Disk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/// A machine's disk: which files there are, how slow it is, how it fails.
///
/// What an operation does becomes durable when it completes. If the process goes while operations
/// are under way, the first few of them have happened and the others have not.
public final class SimDisk {
  static final Fault FULL = Fault.notApplied("DISKFULL", "no space left on the simulated disk");
  static final Fault BROKEN = Fault.notApplied("IO", "the simulated disk failed");

  /// More than a record has.
  private static final int STRIPE = 4096;

  private final World world;
  private final int place;
  private final RandomGenerator chance;
  private final TreeMap<String, Inode> files = new TreeMap<>();
  private final Set<Pending> pending = new LinkedHashSet<>();
  private final List<Rotten> atRest = new ArrayList<>();
  private boolean full;
  private boolean failNextSync;
  private int slowness = 1;
  private long stalledUntilNanos;
  private long syncs;
  private final List<Sync> underWay = new ArrayList<>();

  SimDisk(World world, int place, SimEntropy entropy) {
    this.world = world;
    this.place = place;
    this.chance = entropy.fork("disk");
  }

  Disk port(Strand strand) {
    return new DiskPort(this, strand);
  }

  /// No new space until [#room]: files cannot be made or grown.
  public void fill() {
    full = true;
  }

  public void room() {
    full = false;
  }

  public boolean isFull() {
    return full;
  }

  /// Everything takes `factor` times as long from now on.
  public void slow(int factor) {
    slowness = factor;
  }

  /// Nothing completes for `nanos` from now.
  public void stall(long nanos) {
    stalledUntilNanos = Math.max(stalledUntilNanos, world.nowNanos() + nanos);
  }

  /// The next sync of any file fails.
  public void failNextSync() {
    failNextSync = true;
  }

  public void cancelSyncFailure() {
    failNextSync = false;
  }

  /// Syncs completed so far.
  public long syncs() {
    return syncs;
  }

  /// A sync of a file that has not ended. Identity matters, so not a record.
  static final class Sync {
    private final String path;
    private final long sinceNanos;

    Sync(String path, long sinceNanos) {
      this.path = path;
      this.sinceNanos = sinceNanos;
    }
  }

  Sync began(String path) {
    var sync = new Sync(path, world.nowNanos());
    underWay.add(sync);
    return sync;
  }

  void ended(Sync sync) {
    underWay.remove(sync);
  }

  /// Since when the oldest sync of a file whose path `chosen` accepts is under way; empty if none
  /// is.
  public OptionalLong syncingSince(Predicate<String> chosen) {
    return underWay.stream()
        .filter(each -> chosen.test(each.path))
        .mapToLong(each -> each.sinceNanos)
        .min();
  }

  boolean takeSyncFailure() {
    boolean failing = failNextSync;
    failNextSync = false;
    return failing;
  }

  /// Paths of all files, sorted.
  public List<String> paths() {
    return new ArrayList<>(files.keySet());
  }

  /// Flips a bit of a byte that is not zero in some file whose path `chosen` accepts; false if
  /// there is none. Zero bytes are spared since most of them are preallocated space, where rot
  /// means nothing; and what the last sync of a file wrote, since nothing on the disk tells rot
  /// there from a write that never ended.
  public boolean rot(Predicate<String> chosen) {
    var candidates = new ArrayList<Inode>();
    files.forEach((path, inode) -> {
      if (chosen.test(path) && inode.platterSize() > 0) {
        candidates.add(inode);
      }
    });
    if (candidates.isEmpty()) {
      return false;
    }
    Inode victim = candidates.get(chance.nextInt(candidates.size()));
    int end = victim.platterSize();
    while (end > 0 && victim.platterAt(end - 1) == 0) {
      end--;
    }
    for (int attempt = 0; attempt < 64 && end > 0; attempt++) {
      int position = chance.nextInt(end);
      if (victim.platterAt(position) != 0 && !victim.isOfLastGroup(position)) {
        victim.flip(position, chance.nextInt(8));
        return true;
      }
    }
    return false;
  }

  /// Like [#rot], of a running system, which is not told. It stays known until the file is replaced
  /// or the process ends. `which` of several disks this is: no two of `count` rot at the same
  /// offsets.
  public boolean rotAtRest(Predicate<String> chosen, int which, int count) {
    var paths = new ArrayList<String>();
    files.keySet().stream().filter(chosen).forEach(paths::add);
    for (int attempt = 0; attempt < 256 && !paths.isEmpty(); attempt++) {
      String path = paths.get(chance.nextInt(paths.size()));
      Inode inode = files.get(path);
      if (inode == null || inode.platterSize() == 0) {
        continue;
      }
      int position = chance.nextInt(inode.platterSize());
      boolean mine = position / STRIPE % count == which && position % STRIPE < STRIPE / 2;
      if (mine && inode.platterAt(position) != 0 && inode.isSettled(position)) {
        inode.flip(position, chance.nextInt(8));
        atRest.add(new Rotten(path, inode, position, inode.platterAt(position)));
        return true;
      }
    }
    return false;
  }

  /// Nothing that rotted at rest is asked about any more.
  public void forgetRot() {
    atRest.clear();
  }

  /// What rotted at rest and is still so, in words.
  public List<String> rottenAtRest() {
    atRest.removeIf(each -> files.get(each.path) != each.inode || each.isOtherwise());
    return atRest.stream().map(each -> each.path + " at " + each.position).toList();
  }

  private record Rotten(String path, Inode inode, int position, byte value) {
    boolean isOtherwise() {
      return inode.platterAt(position) != value;
    }
  }

  /// Empties the disk, as a replaced one is.
  public void wipe() {
    files.clear();
  }

  /// Copies what is on it, while no process uses it; the result puts the copy back.
  public Runnable copy() {
    Map<String, Inode> copied = new TreeMap<>();
    files.forEach((path, inode) -> copied.put(path, inode.copy()));
    return () -> {
      files.clear();
      copied.forEach((path, inode) -> files.put(path, inode.copy()));
    };
  }

  void boot() {
    files.values().forEach(Inode::forgetFailed);
    atRest.clear();
    failNextSync = false;
  }

  /// Operations under way when the process went: a prefix of them takes effect.
  void processGone() {
    int happen = pending.isEmpty() ? 0 : chance.nextInt(pending.size() + 1);
    for (Pending operation : pending) {
      if (happen-- > 0) {
        operation.effect.run();
      } else {
        operation.undone.run();
      }
    }
    pending.clear();
  }

  void powerLoss() {
    files.values().forEach(inode -> inode.powerLoss(chance));
  }

  Map<String, Inode> files() {
    return files;
  }

  RandomGenerator chance() {
    return chance;
  }

  void syncDone() {
    syncs++;
  }

  /// Does `effect` about `micros` from now, not before `notBeforeNanos`, and then `completed` on
  /// the world's thread. Returns when.
  long operate(
      long micros, long notBeforeNanos, Runnable effect, Runnable undone, Runnable completed) {
    long takes = (1 + chance.nextLong(2 * micros)) * 1_000 * slowness;
    long start = Math.max(world.nowNanos(), stalledUntilNanos);
    long end = Math.max(start + takes, notBeforeNanos + 1);
    var operation = new Pending(effect, undone);
    pending.add(operation);
    world.at(
        end,
        EventKind.DISK,
        place,
        () -> {
          if (pending.remove(operation)) {
            effect.run();
            completed.run();
          }
        });
    return end;
  }

  void note(byte[] data) {
    var crc = new CRC32C();
    crc.update(data);
    world.note(crc.getValue());
  }

  /// An operation under way. Identity matters, so not a record.
  private static final class Pending {
    private final Runnable effect;
    private final Runnable undone;

    Pending(Runnable effect, Runnable undone) {
      this.effect = effect;
      this.undone = undone;
    }
  }
}
