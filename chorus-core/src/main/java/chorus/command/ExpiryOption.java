package chorus.command;

import org.jspecify.annotations.Nullable;

/// When a key shall expire, as the options EX, PX, EXAT and PXAT say it. One object serves one
/// command.
public final class ExpiryOption {
  /// What the number counts, and from when.
  public enum Unit {
    EX(1000, true),
    PX(1, true),
    EXAT(1000, false),
    PXAT(1, false);

    private final long millis;
    private final boolean fromNow;

    Unit(long millis, boolean fromNow) {
      this.millis = millis;
      this.fromNow = fromNow;
    }

    /// What to count to reach `millis` since 1970, rounded to the nearest.
    public long count(long millis, long nowMillis) {
      long left = fromNow ? millis - nowMillis : millis;
      boolean up = this.millis > 1 && left % this.millis >= this.millis / 2;
      return left / this.millis + (up ? 1 : 0);
    }

    /// Whether it is a moment, and no time from now on.
    public boolean isMoment() {
      return !fromNow;
    }
  }

  private @Nullable Unit unit;
  private int numberAt;

  /// Whether such an option and its number begin at word `index`, and may stand beside what was
  /// taken before: then it is taken. The same unit may come again.
  public boolean take(Args args, int index) {
    for (Unit each : Unit.values()) {
      boolean fits = unit == null || unit == each;
      if (fits && args.is(index, each.name()) && index + 1 < args.size()) {
        unit = each;
        numberAt = index + 1;
        return true;
      }
    }
    return false;
  }

  /// The option that was taken, or null.
  public @Nullable Unit unit() {
    return unit;
  }

  /// When that is, in milliseconds since 1970. An option was taken.
  public long millis(Args args, Moment moment) {
    if (unit == null) {
      throw new IllegalStateException("no option was taken");
    }
    return millis(args, numberAt, unit, moment);
  }

  /// When the number in word `index` says, in milliseconds since 1970; refused, in Redis' words, if
  /// it is not above zero or too large.
  public static long millis(Args args, int index, Unit unit, Moment moment) {
    if (args.longAt(index) <= 0) {
      throw CommandError.invalidExpireTime(args);
    }
    return anyMillis(args, index, unit, moment);
  }

  /// The same for a number that may be zero or negative.
  public static long anyMillis(Args args, int index, Unit unit, Moment moment) {
    long number = args.longAt(index);
    long from = unit.fromNow ? moment.hlc().wallMillis() : 0;
    boolean fits = number <= Long.MAX_VALUE / unit.millis && number >= Long.MIN_VALUE / unit.millis;
    if (!fits || number * unit.millis > Long.MAX_VALUE - from) {
      throw CommandError.invalidExpireTime(args);
    }
    return number * unit.millis + from;
  }
}
