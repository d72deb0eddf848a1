package chorus.server.env;

import chorus.base.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns what the operating system says into faults.
final class DiskFaults {
  /// Below this much free space, in bytes, a failed write is taken for a full disk, whatever
  /// language the system's message is in.
  private static final long FULL_BELOW = 1 << 20;

  private DiskFaults() {}

  /// A failure after which nothing has changed.
  static Fault notApplied(String action, Path file, IOException cause) {
    String code = isFull(file, cause) ? "DISKFULL" : "IO";
    return Fault.notApplied(code, describe(action, file, cause));
  }

  /// A failure after which it is not known what the disk holds.
  static Fault indeterminate(String action, Path file, IOException cause) {
    return Fault.indeterminate("IO", describe(action, file, cause));
  }

  static boolean isFull(Path file, IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("quota exceeded")
        || usableSpace(file) < FULL_BELOW;
  }

  private static long usableSpace(Path file) {
    @Nullable Path place = file.toAbsolutePath();
    while (place != null && !Files.exists(place)) {
      place = place.getParent();
    }
    try {
      return place == null ? Long.MAX_VALUE : Files.getFileStore(place).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  private static String describe(String action, Path file, IOException cause) {
    return "cannot " + action + " " + file + ": " + cause;
  }
}
