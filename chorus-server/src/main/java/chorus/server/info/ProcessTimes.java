package chorus.server.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The processor time of this process and of its children, in seconds.
record ProcessTimes(double user, double system, double childrenUser, double childrenSystem) {
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final double TICKS = 100;

  /// Where user time stands behind the name, which may hold blanks; the others follow it.
  private static final int USER_AT = 11;

  /// Zeros where the system does not tell.
  static ProcessTimes now() {
    try {
      String text = Files.readString(STAT);
      List<String> words = List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
      return new ProcessTimes(
          seconds(words, 0), seconds(words, 1), seconds(words, 2), seconds(words, 3));
    } catch (IOException | RuntimeException unknown) {
      return new ProcessTimes(0, 0, 0, 0);
    }
  }

  private static double seconds(List<String> words, int which) {
    return Long.parseLong(words.get(USER_AT + which)) / TICKS;
  }
}
