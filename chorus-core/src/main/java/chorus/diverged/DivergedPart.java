package chorus.diverged;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One file of the diverged store: consecutive records that only this replica had.
///
/// @param by the epoch of the leader that had other records in their place
/// @param first the first of them in the log, write or not
/// @param last the last of them
/// @param savedMillis when they were saved, in milliseconds since 1970 by this node's clock
/// @param writes how many writes nobody has looked after yet
public record DivergedPart(
    Epoch by, LogPosition first, LogPosition last, long savedMillis, int writes) {
  private static final Pattern NAME =
      Pattern.compile("by-(\\d+)-from-(\\d+)-(\\d+)-to-(\\d+)-(\\d+)-at-(\\d+)-writes-(\\d+)");

  /// The same, of which so many writes are left.
  public DivergedPart left(int others) {
    return new DivergedPart(by, first, last, savedMillis, others);
  }

  /// Whether this is about the same records as `other`.
  boolean isOf(DivergedPart other) {
    return first.equals(other.first) && last.equals(other.last);
  }

  /// The name of its file says all of it, so that nothing has to be read to know what there is.
  String fileName() {
    return "by-%s-from-%s-%s-to-%s-%s-at-%d-writes-%d"
        .formatted(by, first.epoch(), first.lsn(), last.epoch(), last.lsn(), savedMillis, writes);
  }

  /// Empty for the name of any other file.
  static Optional<DivergedPart> ofFile(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long[] numbers = new long[parts.groupCount()];
    for (int i = 0; i < numbers.length; i++) {
      OptionalLong number = number(parts.group(i + 1));
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = number.getAsLong();
    }
    return Optional.of(
        new DivergedPart(
            new Epoch(numbers[0]),
            new LogPosition(new Epoch(numbers[1]), new Lsn(numbers[2])),
            new LogPosition(new Epoch(numbers[3]), new Lsn(numbers[4])),
            numbers[5],
            (int) Math.min(numbers[6], Integer.MAX_VALUE)));
  }

  private static OptionalLong number(String digits) {
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
