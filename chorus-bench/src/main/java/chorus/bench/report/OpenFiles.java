package chorus.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many files a process may open.
public final class OpenFiles {
  /// What a server or this program has open beside its connections.
  private static final int OTHERS = 500;

  private static final Pattern HARD_LIMIT =
      Pattern.compile("(?m)^Max open files\\s+\\w+\\s+(\\w+)");

  private OpenFiles() {}

  /// Fails, and says what to do, unless a process may have so many connections.
  public static void require(int connections) throws IOException {
    Matcher line = HARD_LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
    if (!line.find() || line.group(1).equals("unlimited")) {
      return;
    }
    int limit = Integer.parseInt(line.group(1));
    if (limit < connections + OTHERS) {
      throw new IOException(
          "%d connections need 'ulimit -Hn' and 'ulimit -n' of %d, and it is %d: raise it in this shell, or ask for fewer with --connections"
              .formatted(connections, connections + OTHERS, limit));
    }
  }
}
