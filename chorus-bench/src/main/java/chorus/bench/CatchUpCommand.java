package chorus.bench;

import chorus.bench.load.LoadGenerator;
import chorus.bench.load.Measurement;
import chorus.bench.load.Workload;
import chorus.bench.report.FsyncProbe;
import chorus.bench.report.Medians;
import chorus.bench.report.ProcessFigures;
import chorus.bench.report.Raw;
import chorus.bench.system.ChorusCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast a follower that was away catches up.
@Command(
    name = "catchup",
    mixinStandardHelpOptions = true,
    description = {
      "Kills a follower, writes a million 100-byte values, starts it again, and measures until its",
      "applied LSN equals the leader's last one."
    })
final class CatchUpCommand implements Callable<Integer> {
  private static final int CONNECTIONS = 64;
  private static final int KEYS = 1_000_000;
  private static final int VALUE_BYTES = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Mixin private final Place place = new Place();

  @Option(names = "--writes", defaultValue = "1000000", description = "Default: 1000000.")
  private long writes;

  @Option(
      names = "--depth",
      defaultValue = "16",
      description = "Writes in one batch on each of 64 connections. Default: 16.")
  private int depth;

  @Option(names = "--repeat", defaultValue = "5", description = "Runs. Default: 5.")
  private int repeat;

  /// @param written seconds that the writes took
  /// @param startedAfter seconds from the start of the process until it answered
  /// @param caughtUpAfter seconds from the start of the process until it had applied everything
  private record Round(double written, double startedAfter, double caughtUpAfter) {
    double ratio() {
      return written / caughtUpAfter;
    }

    double ratioWithoutStart() {
      return written / (caughtUpAfter - startedAfter);
    }
  }

  @Override
  public Integer call() throws IOException {
    Raw raw = Raw.create(place.out(), "catchup");
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= repeat; i++) {
      double load = ProcessFigures.loadAverage();
      double fsync = FsyncProbe.medianMicros(raw.directory());
      Round round = round(raw.directory());
      rounds.add(round);
      String json =
          String.format(
              Locale.ROOT,
              "{\"writes\":%d,\"depth\":%d,\"writtenSeconds\":%.2f,\"startedAfterSeconds\":%.2f,"
                  + "\"caughtUpAfterSeconds\":%.2f,\"loadAverage\":%.2f,\"fsyncMicros\":%.0f}",
              writes,
              depth,
              round.written(),
              round.startedAfter(),
              round.caughtUpAfter(),
              load,
              fsync);
      raw.add(json);
      System.err.println(json);
    }
    raw.summarize(
        String.format(
            Locale.ROOT,
            "%d writes, %d connections × %d: written in %.1f s, caught up in %.1f s of which %.1f s are the"
                + " start of the process (medians of %d). Caught up %.1f × as fast as written, without the"
                + " start %.1f ×.%n",
            writes,
            CONNECTIONS,
            depth,
            Medians.of(rounds, Round::written),
            Medians.of(rounds, Round::caughtUpAfter),
            Medians.of(rounds, Round::startedAfter),
            repeat,
            Medians.of(rounds, Round::ratio),
            Medians.of(rounds, Round::ratioWithoutStart)));
    return 0;
  }

  private Round round(Path directory) throws IOException {
    try (ChorusCluster cluster = new ChorusCluster(place.program())) {
      cluster.start(directory.resolve("data"));
      String follower = cluster.followerNode();
      cluster.kill(follower);
      Workload work =
          new Workload(
              CONNECTIONS,
              depth,
              KEYS,
              VALUE_BYTES,
              Workload.Operation.FILL,
              new Workload.Extent.Counted(writes));
      Measurement written = LoadGenerator.run(work, cluster.leader(), cluster::speaker, () -> {});
      if (!written.errors().isEmpty()) {
        throw new IOException("some writes failed: " + written.errors());
      }
      long began = System.nanoTime();
      cluster.restart(follower);
      long started = System.nanoTime();
      while (cluster.missingOn(follower).filter(missing -> missing <= 0).findAny().isEmpty()) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          throw new IOException(follower + " does not catch up");
        }
        LoadPause.briefly();
      }
      long ended = System.nanoTime();
      return new Round(
          written.elapsed().toNanos() / 1e9, (started - began) / 1e9, (ended - began) / 1e9);
    }
  }
}
