package chorus.cluster;

import chorus.base.Limits;
import chorus.resp.Bytes;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How far the sequences of a database are given away: by name, the highest number that any leader
/// of it ever reserved.
///
/// Invariant: a mark never falls, and a name never goes.
public record SequenceMarks(Map<Bytes, Long> highest) {
  public static final SequenceMarks NONE = new SequenceMarks(new TreeMap<>());

  public SequenceMarks {
    highest = Collections.unmodifiableMap(highest);
  }

  /// The highest reserved number of `name`; 0 if it has none, since numbers begin at 1.
  public long of(Bytes name) {
    return highest.getOrDefault(name, 0L);
  }

  /// Whether a sequence of this name is there, or may begin.
  public boolean hasRoomFor(Bytes name) {
    return highest.containsKey(name) || highest.size() < Limits.SEQUENCES;
  }

  /// The marks once the `size` numbers above `expected` are reserved; these very marks if somebody
  /// else was faster, or if it may not be.
  SequenceMarks reserved(Bytes name, long expected, long size) {
    boolean may =
        expected == of(name)
            && size > 0
            && size <= Limits.SEQUENCE_BLOCK
            && expected <= Long.MAX_VALUE - size
            && isName(name)
            && hasRoomFor(name);
    if (!may) {
      return this;
    }
    Map<Bytes, Long> all = new TreeMap<>(highest);
    all.put(name, expected + size);
    return new SequenceMarks(all);
  }

  private static boolean isName(Bytes name) {
    return name.length() > 0 && name.length() <= Limits.SEQUENCE_NAME_BYTES;
  }
}
