package chorus.bench;

import chorus.bench.report.Grid;
import chorus.bench.system.LedSystem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the tool that everybody knows says.
@Command(
    name = "tools",
    mixinStandardHelpOptions = true,
    description = {
      "Runs redis-benchmark on several systems in turns, at the node that leads: SET and GET without",
      "and with pipelining, then its whole list. Prints medians of what it says."
    })
final class ToolsCommand implements Callable<Integer> {
  private static final List<String> SET_AND_GET = List.of("set", "get");
  private static final List<Integer> DEPTHS = List.of(1, 16);

  @Mixin private final Place place = new Place();

  @Option(
      names = "--systems",
      split = ",",
      defaultValue = "chorus-feed,chorus-feed-rocksdb,redis-everysec",
      description =
          "Those that speak the Redis protocol; ratios are of the first. Default: ${DEFAULT-VALUE}.")
  private List<String> systems = List.of();

  @Option(names = "--repeat", defaultValue = "5", description = "Runs of each. Default: 5.")
  private int repeat;

  @Option(
      names = "--requests",
      description = "Requests of each test. Default: 200000 of SET and GET, 50000 of the list.")
  private long requests;

  @Option(
      names = "--warm-up",
      defaultValue = "200000",
      description =
          "Requests of each test before they are measured; of the list no more than are measured. Default: ${DEFAULT-VALUE}.")
  private long warmUp;

  @Option(
      names = "--list-depth",
      split = ",",
      defaultValue = "1",
      description = "Requests at once, for the whole list: 1, 16 or 1,16. Default: 1.")
  private List<Integer> listDepths = List.of();

  private final Map<String, Set<String>> complaints = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    String version = RedisBenchmark.version();
    Turns turns = new Turns(place, "tools");
    turns.say(
        "%s, 50 connections, 100-byte values, at the leader; %d requests of SET and GET, %d of each test of the list."
            .formatted(version, pairRequests(), listRequests()));
    turns.run(systems, repeat, 0, this::measure);
    systems.forEach(
        system -> turns.say("- %s to `%s`: %s".formatted("redis-benchmark", system, said(system))));
    return turns.summarize(Grid.Ratios.FIRST_BY_EACH);
  }

  private String said(String system) {
    Set<String> all = complaints.getOrDefault(system, Set.of());
    return all.isEmpty() ? "no warnings" : String.join("; ", all);
  }

  private long pairRequests() {
    return requests > 0 ? requests : 200_000;
  }

  private long listRequests() {
    return requests > 0 ? requests : 50_000;
  }

  private void measure(LedSystem system, Turns.Recorder recorder) throws IOException {
    for (int depth : DEPTHS) {
      run(system, SET_AND_GET, depth, warmUp);
      record(
          "SET and GET, -P " + depth,
          system,
          run(system, SET_AND_GET, depth, pairRequests()),
          recorder);
    }
    for (int depth : listDepths) {
      run(system, List.of(), depth, Math.min(warmUp, listRequests()));
      record(
          "the whole list, -P " + depth,
          system,
          run(system, List.of(), depth, listRequests()),
          recorder);
    }
  }

  private RedisBenchmark run(LedSystem system, List<String> tests, int depth, long count)
      throws IOException {
    if (count <= 0) {
      return new RedisBenchmark(List.of(), List.of());
    }
    RedisBenchmark result =
        RedisBenchmark.run(system.leader(), system.index(), tests, depth, count);
    complaints
        .computeIfAbsent(system.name(), _ -> new LinkedHashSet<>())
        .addAll(result.complaints());
    return result;
  }

  private static void record(
      String what, LedSystem system, RedisBenchmark result, Turns.Recorder recorder)
      throws IOException {
    if (result.lines().isEmpty()) {
      throw new IOException("redis-benchmark says nothing: " + result.complaints());
    }
    for (RedisBenchmark.Line line : result.lines()) {
      recorder.add(what + ": requests/s", line.test(), system.name(), line.requestsPerSecond());
    }
    for (RedisBenchmark.Line line : result.lines()) {
      recorder.add(what + ": p50 ms", line.test(), system.name(), line.p50Millis());
      recorder.add(what + ": p99 ms", line.test(), system.name(), line.p99Millis());
    }
  }
}
