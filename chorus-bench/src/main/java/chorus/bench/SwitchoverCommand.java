package chorus.bench;

import chorus.bench.failover.Switchover;
import chorus.bench.failover.SwitchoverRun;
import chorus.bench.report.FsyncProbe;
import chorus.bench.report.Medians;
import chorus.bench.report.ProcessFigures;
import chorus.bench.report.Raw;
import chorus.bench.system.ChorusCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long writes wait while a leader is moved as planned.
@Command(
    name = "switchover",
    mixinStandardHelpOptions = true,
    description = "Moves the leader under load, and measures how long writes wait meanwhile.")
final class SwitchoverCommand implements Callable<Integer> {
  @Mixin private final Place place = new Place();

  @Option(names = "--moves", defaultValue = "40", description = "Switchovers. Default: 40.")
  private int moves;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds under load before the first. Default: 10.")
  private int warmUpSeconds;

  @Override
  public Integer call() throws IOException {
    Raw raw = Raw.create(place.out(), "switchover");
    Path data = Files.createDirectories(raw.directory().resolve("data"));
    double load = ProcessFigures.loadAverage();
    double fsync = FsyncProbe.medianMicros(data);
    try (ChorusCluster system = new ChorusCluster(place.program())) {
      List<Switchover> all =
          SwitchoverRun.of(system, moves, Duration.ofSeconds(warmUpSeconds), data);
      for (Switchover each : all) {
        raw.add(each.json());
      }
      raw.summarize(summary(all, load, fsync));
    } finally {
      Place.delete(data);
    }
    return 0;
  }

  private static String summary(List<Switchover> all, double load, double fsync) {
    return String.format(
        Locale.ROOT,
        """
        16 writers at all three nodes, 100 bytes each 10 ms; 4 KiB append and sync %.0f µs; load average before %.1f

        | switchovers | write pause ms: median | p99 | from–to | the command ms: median | errors |
        |---|---|---|---|---|---|
        | %d | %.0f | %.0f | %s | %.0f | %d |
        """,
        fsync,
        load,
        all.size(),
        Medians.of(all, Switchover::pauseMillis),
        Medians.p99(all, Switchover::pauseMillis),
        Medians.range(all, Switchover::pauseMillis, "%.0f"),
        Medians.of(all, Switchover::moveMillis),
        all.stream().mapToLong(Switchover::errors).sum());
  }
}
