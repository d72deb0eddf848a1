package chorus.server.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the operating system says of this process.
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /// Bytes in real memory; 0 where the system does not tell.
  static long residentBytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException unknown) {
      return 0;
    }
  }
}
