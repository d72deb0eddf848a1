package chorus.bench;

import chorus.bench.expiry.ExpiryRun;
import chorus.bench.load.Measurement;
import chorus.bench.report.Grid;
import chorus.bench.system.LedSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether other clients notice that a million keys expire.
@Command(
    name = "expiry",
    mixinStandardHelpOptions = true,
    description = {
      "Has very many keys expire within two seconds, with writes on 8 connections, and a GET and a PING",
      "each millisecond: how long these take before and meanwhile, and when the keys are gone."
    })
final class ExpiryCommand implements Callable<Integer> {
  @Mixin private final Place place = new Place();

  @Option(
      names = "--systems",
      split = ",",
      defaultValue = "chorus-memory,chorus-feed,redis,redis-everysec",
      description =
          "Those that speak the Redis protocol; ratios are of the first. Default: ${DEFAULT-VALUE}.")
  private List<String> systems = List.of();

  @Option(names = "--keys", defaultValue = "1000000", description = "Default: 1000000.")
  private int keys;

  @Option(names = "--repeat", defaultValue = "5", description = "Runs of each. Default: 5.")
  private int repeat;

  @Option(
      names = "--lead",
      defaultValue = "90",
      description =
          "Seconds from the beginning of their writing until the first expires. Default: 90.")
  private int leadSeconds;

  @Option(
      names = "--before",
      defaultValue = "10",
      description = "The last of those seconds, which are measured. Default: 10.")
  private int beforeSeconds;

  @Override
  public Integer call() throws IOException {
    Turns turns = new Turns(place, "expiry");
    turns.say(
        "%d keys expire within 2 s. SET: 8 connections in a closed loop. GET and PING: one each millisecond on a connection each; a stall counts for all that would have come meanwhile."
            .formatted(keys));
    turns.run(systems, repeat, 0, this::measure);
    return turns.summarize(Grid.Ratios.FIRST_BY_EACH);
  }

  private void measure(LedSystem system, Turns.Recorder recorder) throws IOException {
    ExpiryRun run =
        ExpiryRun.of(
            system, keys, Duration.ofSeconds(leadSeconds), Duration.ofSeconds(beforeSeconds));
    String name = system.name();
    sets("SET before", run.setsBefore(), name, recorder);
    sets("SET while they expire", run.setsWhile(), name, recorder);
    reads("GET before", run.readsBefore().gets(), name, recorder);
    reads("GET while they expire", run.readsWhile().gets(), name, recorder);
    reads("PING before", run.readsBefore().pings(), name, recorder);
    reads("PING while they expire", run.readsWhile().pings(), name, recorder);
    recorder.add("writes/s", "before", name, run.setsBefore().operationsPerSecond());
    recorder.add("writes/s", "while they expire", name, run.setsWhile().operationsPerSecond());
    recorder.add("seconds", "the keys were written in", name, run.filledSeconds());
    recorder.add("seconds", "gone after the last deadline", name, run.goneSeconds());
  }

  private static void sets(String what, Measurement sets, String system, Turns.Recorder recorder)
      throws IOException {
    recorder.add("ms", what + ": p99", system, sets.p99Millis());
    recorder.add("ms", what + ": p99.9", system, sets.p999Millis());
    recorder.add("ms", what + ": longest", system, sets.longestMillis());
  }

  private static void reads(String what, Histogram nanos, String system, Turns.Recorder recorder)
      throws IOException {
    recorder.add("ms", what + ": p99", system, nanos.getValueAtPercentile(99) / 1e6);
    recorder.add("ms", what + ": p99.9", system, nanos.getValueAtPercentile(99.9) / 1e6);
    recorder.add("ms", what + ": longest", system, nanos.getMaxValue() / 1e6);
  }
}
