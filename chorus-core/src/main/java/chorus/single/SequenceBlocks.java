package chorus.single;

import chorus.base.Limits;
import chorus.resp.Bytes;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The numbers that one leadership may give out: of each sequence what is left of the blocks that
/// were committed for it, and how large the next block should be. Pure.
///
/// A block is asked for when less than half of the last one is left beyond what is waited for, and
/// each is twice as large as the one before. So a busy sequence asks seldom, and what a change of
/// leader wastes stays in proportion to what was used.
///
/// Invariant: numbers are given out once, in rising order, and only from committed blocks.
final class SequenceBlocks {
  /// The size of a leadership's first block of a sequence.
  static final long FIRST_BLOCK = 100;

  private final Map<Bytes, Sequence> all = new TreeMap<>();

  /// `next` to `top` are at hand; `top` is 0 before the first block.
  private static final class Sequence {
    private long next = 1;
    private long top;
    private long lastBlock;
    private long nextBlock = FIRST_BLOCK;
    private boolean asked;
    private boolean came;

    long atHand() {
      return top - next + 1;
    }
  }

  /// The first of `count` numbers, each one above the one before; empty, with none taken, if there
  /// are not so many.
  OptionalLong draw(Bytes name, int count) {
    Sequence sequence = sequence(name);
    if (sequence.atHand() < count) {
      return OptionalLong.empty();
    }
    long first = sequence.next;
    sequence.next += count;
    return OptionalLong.of(first);
  }

  /// How many numbers should be asked for now, where `waited` are waited for; empty if enough are
  /// at hand, or were asked for and not answered yet.
  OptionalLong ask(Bytes name, long waited) {
    Sequence sequence = sequence(name);
    long left = sequence.atHand() - waited;
    boolean isEnough = left > 0 && left >= sequence.lastBlock / 2;
    if (sequence.asked || isEnough) {
      return OptionalLong.empty();
    }
    sequence.asked = true;
    sequence.came = false;
    long size = Math.min(Limits.SEQUENCE_BLOCK, Math.max(sequence.nextBlock, -left));
    return OptionalLong.of(size);
  }

  /// The numbers above `above` up to `upTo` are committed for this leadership. What it had already
  /// is not had twice.
  void committed(Bytes name, long above, long upTo) {
    Sequence sequence = sequence(name);
    long from = Math.max(above, sequence.top) + 1;
    if (from > upTo) {
      return;
    }
    if (from != sequence.top + 1) {
      sequence.next = from;
    }
    sequence.top = upTo;
    sequence.came = true;
    sequence.lastBlock = upTo - from + 1;
    sequence.nextBlock = Math.min(Limits.SEQUENCE_BLOCK, 2 * sequence.lastBlock);
  }

  /// The question is settled; gives whether anything came since it was asked.
  boolean settled(Bytes name) {
    Sequence sequence = sequence(name);
    sequence.asked = false;
    if (sequence.top == 0) {
      all.remove(name);
    }
    return sequence.came;
  }

  /// How many numbers of all sequences are at hand.
  long left() {
    return all.values().stream().mapToLong(Sequence::atHand).sum();
  }

  /// How many sequences are known here.
  int sequences() {
    return all.size();
  }

  private Sequence sequence(Bytes name) {
    return all.computeIfAbsent(name, any -> new Sequence());
  }
}
