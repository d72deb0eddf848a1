package chorus.bench.size;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// The names of the elements that one collection holds. The same seed draws the same, so every
/// system gets the same operations.
final class Elements {
  private static final long SEED = 20_260_101;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final long[] present;
  private int count;

  /// None yet, and never more than `most`.
  Elements(int most) {
    present = new long[most];
  }

  /// A new one, which is present from now on.
  Bytes fresh() {
    present[count] = random.nextLong();
    return name(present[count++]);
  }

  /// One that is present.
  Bytes any() {
    return name(present[random.nextInt(count)]);
  }

  /// One that is present no more.
  Bytes removed() {
    int at = random.nextInt(count);
    long gone = present[at];
    present[at] = present[--count];
    return name(gone);
  }

  /// A score.
  Bytes score() {
    return Bytes.utf8(Integer.toString(random.nextInt(1_000_000)));
  }

  /// So many new ones, as arguments of a command that adds them to a collection of `kind`.
  List<Bytes> fresh(Kind kind, int more) {
    List<Bytes> words = new ArrayList<>(2 * more);
    for (int i = 0; i < more; i++) {
      if (kind == Kind.ZSET) {
        words.add(score());
      }
      words.add(fresh());
      if (kind == Kind.HASH) {
        words.add(Operation.VALUE);
      }
    }
    return words;
  }

  private static Bytes name(long id) {
    return Bytes.utf8(String.format(Locale.ROOT, "%016x", id));
  }
}
