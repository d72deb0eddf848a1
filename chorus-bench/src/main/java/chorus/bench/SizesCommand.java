package chorus.bench;

import chorus.bench.report.Grid;
import chorus.bench.size.Sizes;
import chorus.bench.system.LedSystem;
import chorus.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether an operation costs more on a large collection than on a small one.
@Command(
    name = "sizes",
    mixinStandardHelpOptions = true,
    description = {
      "Measures operations on hashes, sets, sorted sets and lists of several sizes, on Chorus and Redis",
      "in turns: microseconds for each, and what the largest size costs beside the smallest."
    })
final class SizesCommand implements Callable<Integer> {
  /// Deleting a million elements may take long; nothing here may take longer.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private enum Engine {
    memory("chorus-feed"),
    rocksdb("chorus-feed-rocksdb");

    private final String system;

    Engine(String system) {
      this.system = system;
    }
  }

  @Mixin private final Place place = new Place();

  @Option(
      names = "--engine",
      defaultValue = "memory",
      description =
          "Where Chorus' rows lie: memory (chorus-feed) or rocksdb (chorus-feed-rocksdb). Default: memory.")
  private Engine engine = Engine.memory;

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "10,1000,100000,1000000",
      description = "Elements, the smallest first. Default: ${DEFAULT-VALUE}.")
  private List<Integer> sizes = List.of();

  @Option(names = "--repeat", defaultValue = "5", description = "Runs of each. Default: 5.")
  private int repeat;

  @Option(
      names = "--batches",
      defaultValue = "1000",
      description = "Pipelines of 16 measured of each operation and size. Default: 1000.")
  private int batches;

  @Option(
      names = "--warm-up",
      defaultValue = "1000",
      description =
          "Pipelines of 16 of each operation before that, and as many once at the start. Default: 1000.")
  private int warmUp;

  @Option(
      names = "--wholes",
      defaultValue = "5",
      description = "Collections of each kind and size that are renamed and deleted. Default: 5.")
  private int wholes;

  @Override
  public Integer call() throws IOException {
    Turns turns = new Turns(place, "sizes");
    turns.say(
        "One connection. Medians of %d pipelines of 16, divided by 16; of RENAME and DEL medians of %d, each alone."
            .formatted(batches, wholes));
    turns.run(List.of(engine.system, "redis-everysec"), repeat, 0, this::measure);
    return turns.summarize(Grid.Ratios.LAST_BY_FIRST);
  }

  private void measure(LedSystem system, Turns.Recorder recorder) throws IOException {
    try (Connection connection = system.connect(PATIENCE)) {
      new Sizes(connection, warmUp, 0, wholes, (_, _, _) -> {}).measure(sizes.getFirst());
      String table = "µs on " + system.name() + ", by elements";
      Sizes measured =
          new Sizes(
              connection,
              batches,
              warmUp,
              wholes,
              (operation, size, micros) ->
                  recorder.add(table, operation, Integer.toString(size), micros));
      for (int size : sizes) {
        measured.measure(size);
      }
    }
  }
}
