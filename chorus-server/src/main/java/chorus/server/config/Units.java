package chorus.server.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with their units. A bare number is refused: nobody can tell what `10` means.
final class Units {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]+)");

  private Units() {}

  /// Bytes, from such as `64MiB`.
  static long size(String key, String text) throws ConfigException {
    Matcher matcher = match(key, text, "a size like 64MiB (B, KiB, MiB, GiB)");
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "B" -> number;
      case "KiB" -> number << 10;
      case "MiB" -> number << 20;
      case "GiB" -> number << 30;
      default -> throw wrong(key, text, "a size like 64MiB (B, KiB, MiB, GiB)");
    };
  }

  /// A time, from such as `10s`.
  static Duration duration(String key, String text) throws ConfigException {
    Matcher matcher = match(key, text, "a time like 10s (ms, s, m, h)");
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> throw wrong(key, text, "a time like 10s (ms, s, m, h)");
    };
  }

  /// The text of a size in the largest unit that divides it.
  static String text(long bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    return bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
  }

  /// The text of a time.
  static String text(Duration time) {
    return time.toMillis() + "ms";
  }

  private static Matcher match(String key, String text, String expected) throws ConfigException {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      throw wrong(key, text, expected);
    }
    return matcher;
  }

  private static ConfigException wrong(String key, String text, String expected) {
    return new ConfigException(key + " is " + text + ", must be " + expected);
  }
}
