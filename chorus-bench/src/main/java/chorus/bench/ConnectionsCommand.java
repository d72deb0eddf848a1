package chorus.bench;

import chorus.bench.report.Grid;
import chorus.bench.report.OpenFiles;
import chorus.bench.report.ProcessFigures;
import chorus.bench.system.ChorusCluster;
import chorus.bench.system.FailoverSystem.Leader;
import chorus.bench.system.LedSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a connection costs that nobody uses.
@Command(
    name = "connections",
    mixinStandardHelpOptions = true,
    description = {
      "Opens very many connections to the leader of an idle cluster of three, sends one PING on each, and",
      "leaves them idle: the memory of that process before and after, and bytes for each."
    })
final class ConnectionsCommand implements Callable<Integer> {
  /// Beside those that are measured: peers' and this program's own.
  private static final int SPARE = 100;

  private static final double BYTES = 1024.0 * 1024;

  @Mixin private final Place place = new Place();

  @Option(
      names = "--systems",
      split = ",",
      defaultValue = "chorus,redis",
      description =
          "Those that speak the Redis protocol; ratios are of the first. Default: ${DEFAULT-VALUE}.")
  private List<String> systems = List.of();

  @Option(names = "--connections", defaultValue = "10000", description = "Default: 10000.")
  private int connections;

  @Option(names = "--repeat", defaultValue = "5", description = "Runs of each. Default: 5.")
  private int repeat;

  @Option(
      names = "--settle",
      defaultValue = "10",
      description =
          "Seconds without clients, and again with them, before memory is read. Default: 10.")
  private int settleSeconds;

  /// @param residentMebibytes what the kernel counts as resident
  /// @param heapMebibytes what lives in the heap; 0 of what has none
  private record Memory(double residentMebibytes, double heapMebibytes) {}

  @Override
  public Integer call() throws IOException {
    OpenFiles.require(connections);
    Turns turns = new Turns(place, "connections");
    turns.say(
        "%d idle connections to the leader, one PING each. Resident: VmRSS of that process, of a JVM after the full collection of jcmd GC.class_histogram, whose total is the live heap."
            .formatted(connections));
    turns.run(systems, repeat, connections + SPARE, this::measure);
    return turns.summarize(Grid.Ratios.FIRST_BY_EACH);
  }

  private void measure(LedSystem system, Turns.Recorder recorder) throws IOException {
    Leader leader = system.currentLeader();
    Memory before = settled(system, leader);
    String name = system.name();
    Memory with;
    try (IdleClients clients = IdleClients.open(leader.address(), connections)) {
      with = settled(system, leader);
      recorder.add("connections", "open", name, clients.count());
    }
    recorder.add("MiB", "resident before", name, before.residentMebibytes());
    recorder.add("MiB", "resident with them", name, with.residentMebibytes());
    recorder.add(
        "bytes for each connection",
        "resident",
        name,
        each(with.residentMebibytes() - before.residentMebibytes()));
    if (system instanceof ChorusCluster) {
      recorder.add("MiB", "live heap before", name, before.heapMebibytes());
      recorder.add("MiB", "live heap with them", name, with.heapMebibytes());
      recorder.add(
          "bytes for each connection",
          "live heap",
          name,
          each(with.heapMebibytes() - before.heapMebibytes()));
    }
  }

  private double each(double mebibytes) {
    return mebibytes * BYTES / connections;
  }

  private Memory settled(LedSystem system, Leader leader) throws IOException {
    LoadPause.lasting(Duration.ofSeconds(settleSeconds));
    long pid = leader.process().pid();
    double heap = system instanceof ChorusCluster ? ProcessFigures.liveHeapMebibytes(pid) : 0;
    return new Memory(ProcessFigures.residentMebibytes(pid), heap);
  }
}
