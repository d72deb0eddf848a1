package chorus.sim.world;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/// A file's bytes: as the running system sees them, and as they are on the platter.
///
/// A sector of 512 bytes is the unit that a power loss keeps or loses as a whole.
final class Inode {
  static final int SECTOR = 512;

  private byte[] seen = new byte[0];
  private int size;
  private byte[] platter = new byte[0];
  private int platterSize;

  /// Sectors that differ from the platter and that no sync under way covers.
  private final BitSet dirty = new BitSet();

  /// Sectors that were written to, rather than zeroed, since a sync covered them.
  private final BitSet fresh = new BitSet();

  /// The fresh ones of the last sync that covered any, and of a power loss since.
  private BitSet lastGroup = new BitSet();

  /// Sectors whose write failed: the running system shows them, the platter has the old ones.
  private final BitSet failed = new BitSet();

  int size() {
    return size;
  }

  boolean isClean() {
    return dirty.isEmpty() && failed.isEmpty();
  }

  /// Another file with what the running system sees in this one, all of it on the platter.
  Inode copy() {
    var copy = new Inode();
    copy.seen = Arrays.copyOf(seen, size);
    copy.size = size;
    copy.platter = Arrays.copyOf(seen, size);
    copy.platterSize = size;
    return copy;
  }

  /// Writes at `position`; not durable yet.
  void write(int position, byte[] data) {
    reserve(position + data.length);
    System.arraycopy(data, 0, seen, position, data.length);
    size = Math.max(size, position + data.length);
    touch(position, position + data.length);
    fresh.set(position / SECTOR, (position + Math.max(data.length, 1) - 1) / SECTOR + 1);
  }

  /// Makes everything from `position` on zero; not durable yet.
  void zeroFrom(int position) {
    if (position < size) {
      Arrays.fill(seen, position, size, (byte) 0);
      touch(position, size);
    }
  }

  private void touch(int from, int to) {
    if (to > from) {
      dirty.set(from / SECTOR, (to - 1) / SECTOR + 1);
    }
  }

  /// Makes the file at least `length` long, zero-filled, durably.
  void extend(int length) {
    if (length > size) {
      reserve(length);
      size = length;
    }
    growPlatter(Math.max(platterSize, length));
  }

  byte[] read(long offset, int length) {
    int from = (int) Math.min(offset, size);
    int to = (int) Math.min(offset + length, size);
    return Arrays.copyOfRange(seen, from, to);
  }

  /// The sectors that a sync asked for now has to write; they are no longer dirty.
  BitSet takeDirty() {
    var taken = (BitSet) dirty.clone();
    dirty.clear();
    return taken;
  }

  void giveBack(BitSet sectors) {
    dirty.or(sectors);
  }

  /// A sync ends: the platter gets these sectors as they are now.
  void persist(BitSet sectors) {
    if (sectors.intersects(fresh)) {
      lastGroup = (BitSet) sectors.clone();
      lastGroup.and(fresh);
      fresh.andNot(lastGroup);
    }
    for (int s = sectors.nextSetBit(0); s >= 0; s = sectors.nextSetBit(s + 1)) {
      persist(s);
    }
  }

  private void persist(int sector) {
    int from = sector * SECTOR;
    int to = Math.min(from + SECTOR, size);
    if (to > from) {
      growPlatter(Math.max(platterSize, to));
      System.arraycopy(seen, from, platter, from, to - from);
    }
  }

  /// A sync failed: some of these sectors reach the platter, none is tried again.
  void failToPersist(BitSet sectors, RandomGenerator chance) {
    for (int s = sectors.nextSetBit(0); s >= 0; s = sectors.nextSetBit(s + 1)) {
      if (chance.nextBoolean()) {
        persist(s);
      } else {
        failed.set(s);
      }
    }
  }

  /// What the next process finds of writes that failed: the platter's old content.
  void forgetFailed() {
    for (int s = failed.nextSetBit(0); s >= 0; s = failed.nextSetBit(s + 1)) {
      int from = s * SECTOR;
      int to = Math.min(from + SECTOR, Math.min(size, platterSize));
      if (to > from) {
        System.arraycopy(platter, from, seen, from, to - from);
      }
    }
    failed.clear();
  }

  /// Each sector that is not on the platter gets there, or not, in no order.
  void powerLoss(RandomGenerator chance) {
    int keepPerMille = chance.nextInt(1001);
    for (int s = dirty.nextSetBit(0); s >= 0; s = dirty.nextSetBit(s + 1)) {
      if (chance.nextInt(1000) < keepPerMille) {
        persist(s);
      }
    }
    dirty.clear();
    lastGroup.or(fresh);
    fresh.clear();
    failed.clear();
    size = platterSize;
    reserve(size);
    System.arraycopy(platter, 0, seen, 0, size);
    Arrays.fill(seen, size, seen.length, (byte) 0);
  }

  /// Flips one bit on the platter and, where the system has no newer content, in what it sees.
  void flip(int position, int bit) {
    platter[position] ^= (byte) (1 << bit);
    if (!dirty.get(position / SECTOR) && position < size) {
      seen[position] = platter[position];
    }
  }

  /// Whether no later sync of data proves that the byte's sector had been durable.
  boolean isOfLastGroup(int position) {
    return lastGroup.get(position / SECTOR);
  }

  /// Whether the byte is durable as it is seen, and a later sync proves that it is.
  boolean isSettled(int position) {
    int sector = position / SECTOR;
    return position < size
        && !dirty.get(sector)
        && !fresh.get(sector)
        && !failed.get(sector)
        && !lastGroup.get(sector);
  }

  int platterSize() {
    return platterSize;
  }

  byte platterAt(int position) {
    return platter[position];
  }

  /// The whole content becomes this, durably.
  void become(byte[] content) {
    seen = content.clone();
    size = content.length;
    platter = content.clone();
    platterSize = content.length;
    dirty.clear();
    fresh.clear();
    lastGroup.clear();
  }

  private void reserve(int length) {
    if (length > seen.length) {
      seen = Arrays.copyOf(seen, Math.max(length, seen.length + seen.length / 2));
    }
  }

  private void growPlatter(int length) {
    if (length > platter.length) {
      platter = Arrays.copyOf(platter, Math.max(length, platter.length + platter.length / 2));
    }
    platterSize = Math.max(platterSize, length);
  }
}
