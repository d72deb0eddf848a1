package chorus.testing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/// A file's bytes twice: as a reader sees them, and as they survive power loss.
final class MemoryFile {
  static final int SECTOR = 512;
  private byte[] seen = new byte[0];
  private byte[] safe = new byte[0];
  private final BitSet dirty = new BitSet();

  int size() {
    return seen.length;
  }

  byte[] read(int from, int to) {
    return Arrays.copyOfRange(seen, Math.min(from, seen.length), Math.min(to, seen.length));
  }

  void write(int at, byte[] data) {
    if (data.length == 0) {
      return;
    }
    grow(at + data.length);
    System.arraycopy(data, 0, seen, at, data.length);
    dirty.set(at / SECTOR, (at + data.length - 1) / SECTOR + 1);
  }

  /// Longer, with zeros.
  void grow(int size) {
    if (size > seen.length) {
      seen = Arrays.copyOf(seen, size);
      safe = Arrays.copyOf(safe, size);
    }
  }

  void sync() {
    crash(sector -> true);
  }

  /// Power loss: of the sectors written since the last sync, those that `keep` names survive.
  void crash(IntPredicate keep) {
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      int from = sector * SECTOR;
      int length = Math.min(SECTOR, seen.length - from);
      boolean kept = keep.test(sector);
      System.arraycopy(kept ? seen : safe, from, kept ? safe : seen, from, length);
    }
    dirty.clear();
  }

  /// Silent damage of what is stored.
  void flip(long bit) {
    int at = (int) (bit / 8);
    seen[at] ^= (byte) (1 << (bit % 8));
    safe[at] = seen[at];
  }

  /// Puts `content` in place as if it had always been there.
  void set(byte[] content) {
    seen = content.clone();
    safe = content.clone();
    dirty.clear();
  }
}
