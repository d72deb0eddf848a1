package chorus.server.info;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// The lines of one section while they are written down.
final class Fields {
  private static final String UNITS = "KMGTP";
  private static final double STEP = 1024;

  private final SequencedMap<String, String> lines = new LinkedHashMap<>();

  Fields put(String name, String value) {
    lines.put(name, value);
    return this;
  }

  Fields put(String name, long value) {
    return put(name, Long.toString(value));
  }

  /// As many digits behind the point as Redis shows of this one.
  Fields put(String name, double value, int digits) {
    return put(name, String.format(Locale.ROOT, "%." + digits + "f", value));
  }

  /// Bytes, and a line for people.
  Fields bytes(String name, long bytes) {
    return put(name, bytes).put(name + "_human", human(bytes));
  }

  /// Those that have nothing to tell here.
  Fields zeros(String... names) {
    for (String each : names) {
      put(each, 0);
    }
    return this;
  }

  SequencedMap<String, String> lines() {
    return lines;
  }

  private static String human(long bytes) {
    double size = bytes;
    if (size < STEP) {
      return bytes + "B";
    }
    int unit = -1;
    while (size >= STEP && unit < UNITS.length() - 1) {
      size /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f%c", size, UNITS.charAt(unit));
  }
}
