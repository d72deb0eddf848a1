package chorus.bench;

import chorus.bench.failover.Failover;
import chorus.bench.failover.FailoverRun;
import chorus.bench.failover.FailoverSummary;
import chorus.bench.report.Raw;
import chorus.bench.system.ChorusCluster;
import chorus.bench.system.EtcdCluster;
import chorus.bench.system.FailoverSystem;
import chorus.bench.system.RedisSentinels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long nobody can write when a leader dies. Systems take turns, each run with a new cluster.
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = {
      "Kills the leader under load, and measures from the kill to the first acknowledgement of a write",
      "that was sent after it. Also counts errors, and acknowledged writes that are lost."
    })
final class FailoverCommand implements Callable<Integer> {
  /// Sentinel's own defaults take most of a minute each time.
  private static final int MOST_RUNS_OF_DEFAULTS = 3;

  @Mixin private final Place place = new Place();

  @Option(
      names = "--systems",
      split = ",",
      defaultValue = "chorus,etcd,redis-sentinel-1s,redis-sentinel",
      description = {
        "Which systems; ratios are to the first. Of redis-sentinel at most three runs are made.",
        "Default: ${DEFAULT-VALUE}."
      })
  private List<String> systems = List.of();

  @Option(names = "--repeat", defaultValue = "20", description = "Runs of each. Default: 20.")
  private int repeat;

  @Option(
      names = "--warm-up",
      defaultValue = "8",
      description = "Seconds under load before the leader is killed. Default: 8.")
  private int warmUpSeconds;

  private final List<Failover> runs = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Raw raw = Raw.create(place.out(), "failover");
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (String name : systems) {
      try (FailoverSystem system = system(name)) {
        descriptions.put(name, system.description());
      }
    }
    for (int repetition = 1; repetition <= repeat; repetition++) {
      for (String name : systems) {
        if (repetition <= mostRuns(name)) {
          measure(name, repetition, raw);
        }
      }
    }
    raw.summarize(FailoverSummary.of(runs, descriptions));
    return 0;
  }

  private int mostRuns(String name) {
    return name.equals("redis-sentinel") ? MOST_RUNS_OF_DEFAULTS : repeat;
  }

  private FailoverSystem system(String name) {
    return switch (name) {
      case "chorus" -> new ChorusCluster(place.program());
      case "etcd" -> new EtcdCluster();
      case "redis-sentinel" -> RedisSentinels.withDefaults();
      case "redis-sentinel-1s" -> RedisSentinels.downAfterOneSecond();
      default -> throw new IllegalArgumentException("unknown system " + name);
    };
  }

  private void measure(String name, int repetition, Raw raw) throws IOException {
    Path data = Files.createDirectories(raw.directory().resolve("data"));
    try (FailoverSystem system = system(name)) {
      try {
        Failover run = FailoverRun.of(system, repetition, Duration.ofSeconds(warmUpSeconds), data);
        runs.add(run);
        raw.add(run.json());
        System.err.println(run.json());
      } finally {
        Place.keep(
            system.logs(), data, raw.directory().resolve("logs/%s-%d".formatted(name, repetition)));
      }
    } finally {
      Place.delete(data);
    }
  }
}
