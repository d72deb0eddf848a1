package chorus.bench;

import chorus.bench.load.LoadGenerator;
import chorus.bench.load.Measurement;
import chorus.bench.load.Speaker;
import chorus.bench.load.Workload;
import chorus.bench.report.FsyncProbe;
import chorus.bench.report.ProcessFigures;
import chorus.bench.report.Raw;
import chorus.bench.report.Run;
import chorus.bench.report.Summary;
import chorus.bench.system.SystemUnderTest;
import chorus.bench.system.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the same load on several systems, in turns, so that what else the machine does falls on all
/// of them alike. Each run starts a new cluster with empty data directories.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Runs the same load on Chorus and others in turns, and prints medians.")
final class CompareCommand implements Callable<Integer> {
  @Mixin private final Place place = new Place();

  @Option(
      names = "--systems",
      split = ",",
      defaultValue = "chorus,etcd,redis,redis-wait1",
      description =
          "Which of " + Systems.NAMES + "; ratios are to the first. Default: ${DEFAULT-VALUE}.")
  private List<String> systems = List.of();

  @Option(
      names = "--scenarios",
      split = ",",
      defaultValue = "set64,pipe16,get64",
      description =
          "Which loads: set1, set8, set64, get64, mix64, pipe16. Default: ${DEFAULT-VALUE}.")
  private List<String> scenarios = List.of();

  @Option(names = "--repeat", defaultValue = "5", description = "Runs of each. Default: 5.")
  private int repeat;

  @Option(
      names = "--warm-up",
      defaultValue = "8",
      description = "Seconds under load before measuring begins. Default: 8.")
  private int warmUpSeconds;

  @Option(names = "--seconds", defaultValue = "10", description = "Seconds measured. Default: 10.")
  private int measuredSeconds;

  private final List<Run> runs = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Raw raw = Raw.create(place.out(), "compare");
    List<Scenario> chosen =
        scenarios.stream().map(name -> Scenario.valueOf(name.toUpperCase(Locale.ROOT))).toList();
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (String name : systems) {
      try (SystemUnderTest system = system(name)) {
        descriptions.put(name, system.description());
      }
    }
    for (int repetition = 1; repetition <= repeat; repetition++) {
      for (String name : systems) {
        measure(name, chosen, repetition, raw);
      }
    }
    raw.summarize(Summary.of(runs, descriptions));
    return 0;
  }

  private SystemUnderTest system(String name) {
    return Systems.named(name, place::program);
  }

  private void measure(String name, List<Scenario> chosen, int repetition, Raw raw)
      throws IOException {
    Path data = raw.directory().resolve("data");
    Files.createDirectories(data);
    try (SystemUnderTest system = system(name)) {
      system.start(data);
      fill(system);
      for (Scenario scenario : chosen) {
        if (system.suits(scenario.operation(), scenario.depth())) {
          Run run = run(system, scenario, repetition, raw.directory());
          runs.add(run);
          raw.add(run.json());
          System.err.println(run.json());
        }
      }
    } finally {
      Place.delete(data);
    }
  }

  private void fill(SystemUnderTest system) throws IOException {
    Workload filling = Scenario.GET64.workload(Duration.ZERO, Duration.ZERO).filling();
    Measurement filled = LoadGenerator.run(filling, system.leader(), speakers(system), () -> {});
    if (!filled.errors().isEmpty()) {
      throw new IOException("%s cannot be filled: %s".formatted(system.name(), filled.errors()));
    }
  }

  private Run run(SystemUnderTest system, Scenario scenario, int repetition, Path directory)
      throws IOException {
    double load = ProcessFigures.loadAverage();
    double fsync = FsyncProbe.medianMicros(directory);
    List<ProcessHandle> processes = system.processes();
    InetSocketAddress leader = system.leader();
    Duration[] cpu = {Duration.ZERO};
    Measurement measured =
        LoadGenerator.run(
            scenario.workload(
                Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(measuredSeconds)),
            leader,
            speakers(system),
            () -> cpu[0] = ProcessFigures.cpu(processes));
    Duration used = ProcessFigures.cpu(processes).minus(cpu[0]);
    return new Run(
        scenario.name().toLowerCase(Locale.ROOT),
        system.name(),
        repetition,
        measured,
        used.toNanos() / 1e3 / Math.max(1, measured.operations()),
        load,
        fsync);
  }

  private static Supplier<Speaker> speakers(SystemUnderTest system) {
    return () -> {
      try {
        return system.speaker();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
