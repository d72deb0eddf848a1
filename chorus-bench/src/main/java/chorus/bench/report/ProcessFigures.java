package chorus.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel says about the machine and its processes.
public final class ProcessFigures {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private ProcessFigures() {}

  /// The processor time that these processes have used so far.
  public static Duration cpu(List<ProcessHandle> processes) {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Resident memory of process `pid`, in MiB.
  public static double residentMebibytes(long pid) throws IOException {
    Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    if (!line.find()) {
      throw new IOException("process %d has no resident memory".formatted(pid));
    }
    return Long.parseLong(line.group(1)) / 1024.0;
  }

  /// What lives in the heap of the JVM `pid` after a full collection, in MiB.
  public static double liveHeapMebibytes(long pid) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Matcher total = TOTAL.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
    if (!total.find()) {
      throw new IOException("process %d tells nothing of its heap".formatted(pid));
    }
    return Long.parseLong(total.group(1)) / (1024.0 * 1024);
  }

  /// The load average of the last minute.
  public static double loadAverage() throws IOException {
    String averages = Files.readString(Path.of("/proc/loadavg"));
    return Double.parseDouble(averages.substring(0, averages.indexOf(' ')));
  }
}
