package chorus.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the machine was like before each run.
public final class Circumstances {
  private record Look(double fsyncMicros, double loadAverage) {}

  private final List<Look> looks = new ArrayList<>();

  /// Looks now; `directory` is on the disk that matters. The line of JSON that says so.
  public String look(String system, int repetition, Path directory) throws IOException {
    Look look = new Look(FsyncProbe.medianMicros(directory), ProcessFigures.loadAverage());
    looks.add(look);
    return String.format(
        Locale.ROOT,
        "{\"run\":\"%s\",\"repetition\":%d,\"loadAverage\":%.2f,\"fsyncMicros\":%.0f}",
        system,
        repetition,
        look.loadAverage(),
        look.fsyncMicros());
  }

  /// A line about all looks.
  public String text() {
    return String.format(
        Locale.ROOT,
        "4 KiB append and sync: median %.0f µs (%s). Load average before a run: %s. Processors: %d.%n",
        Medians.of(looks, Look::fsyncMicros),
        Medians.range(looks, Look::fsyncMicros, "%.0f"),
        Medians.range(looks, Look::loadAverage, "%.1f"),
        Runtime.getRuntime().availableProcessors());
  }
}
