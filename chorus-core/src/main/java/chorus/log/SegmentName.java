package chorus.log;

import chorus.base.Require;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Names of segment files: the sequence in 16 hexadecimal digits, then `.log`, so that names sort
/// as segments do.
final class SegmentName {
  /// The sequence of a log's first segment.
  static final long FIRST = 1;

  private static final String SUFFIX = ".log";
  private static final int DIGITS = 16;
  private static final String HEX = "0123456789abcdef";

  private SegmentName() {}

  static String of(long sequence) {
    Require.that(sequence >= FIRST, "segments are numbered from 1", sequence);
    String digits = Long.toHexString(sequence);
    return "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
  }

  static String path(String directory, long sequence) {
    return directory + "/" + of(sequence);
  }

  /// The sequence that `name` stands for; empty if it is no segment's name.
  static OptionalLong sequenceOf(String name) {
    if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return OptionalLong.empty();
    }
    String digits = name.substring(0, DIGITS);
    if (digits.chars().anyMatch(digit -> HEX.indexOf(digit) < 0)) {
      return OptionalLong.empty();
    }
    long sequence = Long.parseUnsignedLong(digits, 16);
    return sequence < FIRST ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  /// The sequences among `names` from `first` on, in order.
  static List<Long> from(long first, List<String> names) {
    return sequences(names).filter(each -> each >= first).toList();
  }

  /// Those below `first`, in order.
  static List<Long> before(long first, List<String> names) {
    return sequences(names).filter(each -> each < first).toList();
  }

  private static Stream<Long> sequences(List<String> names) {
    return names.stream()
        .map(SegmentName::sequenceOf)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .sorted();
  }
}
