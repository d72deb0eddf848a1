package chorus.bench;

import chorus.bench.load.LoadGenerator;
import chorus.bench.load.Measurement;
import chorus.bench.load.Workload;
import chorus.bench.load.Workload.Extent;
import chorus.bench.load.Workload.Operation;
import chorus.bench.report.FsyncProbe;
import chorus.bench.report.Medians;
import chorus.bench.report.ProcessFigures;
import chorus.bench.report.Raw;
import chorus.bench.system.ChorusCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a follower's absence costs its leader, and what its return costs those who write.
@Command(
    name = "absence",
    mixinStandardHelpOptions = true,
    description = {
      "Cuts a follower off until its leader has no log for it any more, then lets it take a snapshot,",
      "with writes all the time: what the leader keeps in memory, and how long writes take."
    })
final class AbsenceCommand implements Callable<Integer> {
  private static final int CONNECTIONS = 8;
  private static final int VALUE_BYTES = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// A follower that lacks so many records of a running load has caught up.
  private static final long NEAR = 5000;

  private static final String LIMITS =
      """
      limits:
        log-keep: 0MiB
        log-keep-time: 0ms
        log-cap: 32MiB
      """;

  @Mixin private final Place place = new Place();

  @Option(names = "--keys", defaultValue = "1000000", description = "Default: 1000000.")
  private int keys;

  @Option(names = "--repeat", defaultValue = "3", description = "Runs. Default: 3.")
  private int repeat;

  /// @param normal writes while all nodes are there
  /// @param away writes while the follower is cut off
  /// @param during writes while the follower takes the snapshot
  /// @param heapBefore MiB that live in the leader's heap while all nodes are there
  /// @param heapAway the same, after as many writes as there are keys that the follower missed
  private record Round(
      Measurement normal,
      Measurement away,
      Measurement during,
      double heapBefore,
      double heapAway) {
    double ratio() {
      return during.p99Millis() / normal.p99Millis();
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"normalP99Millis\":%.2f,\"awayP99Millis\":%.2f,\"duringP99Millis\":%.2f,"
              + "\"normalOps\":%.0f,\"awayOps\":%.0f,\"duringOps\":%.0f,\"snapshotSeconds\":%.2f,\"heapBeforeMiB\":%.1f,\"heapAwayMiB\":%.1f}",
          normal.p99Millis(),
          away.p99Millis(),
          during.p99Millis(),
          normal.operationsPerSecond(),
          away.operationsPerSecond(),
          during.operationsPerSecond(),
          during.elapsed().toNanos() / 1e9,
          heapBefore,
          heapAway);
    }
  }

  @Override
  public Integer call() throws IOException {
    Raw raw = Raw.create(place.out(), "absence");
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= repeat; i++) {
      double load = ProcessFigures.loadAverage();
      double fsync = FsyncProbe.medianMicros(raw.directory());
      Round round = round(raw.directory());
      rounds.add(round);
      raw.add(round.json());
      System.err.printf(
          Locale.ROOT, "%s load average %.1f, fsync %.0f µs%n", round.json(), load, fsync);
    }
    raw.summarize(
        String.format(
            Locale.ROOT,
            "%d keys, %d connections: p99 of writes %.2f ms, without a follower %.2f ms, during a snapshot of %.1f s %.2f ms: %.2f × (%s)."
                + " The leader's live heap: %.1f MiB, and %.1f MiB while a follower is away (medians of %d).%n",
            keys,
            CONNECTIONS,
            Medians.of(rounds, each -> each.normal().p99Millis()),
            Medians.of(rounds, each -> each.away().p99Millis()),
            Medians.of(rounds, each -> each.during().elapsed().toNanos() / 1e9),
            Medians.of(rounds, each -> each.during().p99Millis()),
            Medians.of(rounds, Round::ratio),
            Medians.range(rounds, Round::ratio, "%.2f"),
            Medians.of(rounds, Round::heapBefore),
            Medians.of(rounds, Round::heapAway),
            repeat));
    return 0;
  }

  /// Filled twice, so that the caches hold all that they ever will.
  private Round round(Path directory) throws IOException {
    Path data = directory.resolve("data");
    try (ChorusCluster cluster = new ChorusCluster(place.program()).limitedTo(LIMITS)) {
      cluster.start(data);
      fill(cluster);
      fill(cluster);
      Measurement normal = load(cluster, new Extent.Lasting(WARM_UP, MEASURED));
      String follower = cluster.followerNode();
      double heapBefore = leadersHeap(cluster);
      cluster.cutOff(follower);
      fill(cluster);
      awaitTrimmed(cluster);
      double heapAway = leadersHeap(cluster);
      Measurement away = load(cluster, new Extent.Lasting(SETTLING, MEASURED));
      AtomicBoolean back = new AtomicBoolean();
      cluster.heal();
      Thread.ofVirtual().start(() -> watch(cluster, follower, back));
      Measurement during = load(cluster, new Extent.Until(back::get));
      return new Round(normal, away, during, heapBefore, heapAway);
    } finally {
      Place.delete(data);
    }
  }

  private static double leadersHeap(ChorusCluster cluster) throws IOException {
    return ProcessFigures.liveHeapMebibytes(cluster.currentLeader().process().pid());
  }

  private void fill(ChorusCluster cluster) throws IOException {
    Workload work =
        new Workload(64, 16, keys, VALUE_BYTES, Operation.FILL, new Extent.Counted(keys));
    succeeded(LoadGenerator.run(work, cluster.leader(), cluster::speaker, () -> {}));
  }

  private Measurement load(ChorusCluster cluster, Extent extent) throws IOException {
    Workload work = new Workload(CONNECTIONS, 1, keys, VALUE_BYTES, Operation.SET, extent);
    return succeeded(LoadGenerator.run(work, cluster.leader(), cluster::speaker, () -> {}));
  }

  private static Measurement succeeded(Measurement measured) throws IOException {
    if (!measured.errors().isEmpty()) {
      throw new IOException("some writes failed: " + measured.errors());
    }
    return measured;
  }

  private static void awaitTrimmed(ChorusCluster cluster) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!cluster.someoneNeedsSnapshot()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the leader still has the log that the follower lacks");
      }
      LoadPause.briefly();
    }
  }

  /// Looks seldom: each look takes something from the load.
  private static void watch(ChorusCluster cluster, String follower, AtomicBoolean back) {
    try {
      while (cluster.missingOn(follower).filter(missing -> missing <= NEAR).findAny().isEmpty()) {
        LoadPause.lasting(BETWEEN_LOOKS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      back.set(true);
    }
  }
}
