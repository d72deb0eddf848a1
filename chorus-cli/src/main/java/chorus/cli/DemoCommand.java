package chorus.cli;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.cluster.HostAndPort;
import chorus.cli.cluster.Readiness;
import chorus.cli.cluster.SizeOptions;
import chorus.cli.cluster.StatusReport;
import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.FileTree;
import chorus.cli.terminal.Terminal;
import chorus.server.config.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `chorus demo`: a whole cluster in this process.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a cluster in this terminal until Ctrl-C, and says what to try.",
      "Its data are deleted at the end, unless --dir keeps them.",
      "To kill and pause nodes, use 'chorus playground' instead."
    })
final class DemoCommand implements Runnable {
  private static final Duration TIME_TO_READY = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 20;

  private final Terminal terminal;
  private final Cleanups cleanups;
  private final CountDownLatch failed = new CountDownLatch(1);
  @Mixin private final SizeOptions size = new SizeOptions();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep the data here, and go on from what is there.")
  private @Nullable Path dir;

  @Option(names = "--verbose", description = "Show the nodes' logs on stderr, not only warnings.")
  private boolean verbose;

  DemoCommand(Terminal terminal, Cleanups cleanups) {
    this.terminal = terminal;
    this.cleanups = cleanups;
  }

  @Override
  public void run() {
    size.nodes();
    size.requireFreePorts();
    if (verbose) {
      NodeLogs.quietLibraries();
    } else {
      NodeLogs.quietNodes();
    }
    DemoNodes nodes = new DemoNodes(failed::countDown);
    Path path = directory();
    cleanups.add(nodes::close);
    nodes.start(new LocalCluster("demo", size.nodes(), size.ports().first()), path);
    addresses().forEach(terminal::answer);
    describe(awaitReady()).forEach(terminal::answer);
    terminal.answer("ready, stop with Ctrl-C");
    awaitFailure();
    cleanups.stopAll();
    throw new CliFailure(ExitCode.FAILED, "a node stopped itself; its last words stand above");
  }

  /// Where the data go; a directory of our own is registered to be deleted, after the nodes stop.
  private Path directory() {
    if (dir != null) {
      return DemoNodes.requireSameSize(dir.toAbsolutePath(), size.nodes());
    }
    try {
      Path temporary = Files.createTempDirectory("chorus-demo-");
      cleanups.add(() -> FileTree.delete(temporary));
      return temporary;
    } catch (IOException e) {
      throw new CliFailure(ExitCode.CONFIGURATION, "cannot make a temporary directory: " + e);
    }
  }

  private StatusReport awaitReady() {
    List<HostAndPort> nodes =
        IntStream.rangeClosed(1, size.nodes())
            .mapToObj(k -> HostAndPort.loopback(size.ports().resp(k)))
            .toList();
    long deadline = System.nanoTime() + TIME_TO_READY.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<StatusReport> report = Readiness.check(nodes);
      if (report.isPresent()) {
        return report.get();
      }
      if (hasFailed(LOOK_MILLIS)) {
        throw new CliFailure(ExitCode.FAILED, "a node stopped itself; its last words stand above");
      }
    }
    throw new CliFailure(
        ExitCode.FAILED,
        "the databases do not accept writes after %d s".formatted(TIME_TO_READY.toSeconds()),
        "--verbose shows the nodes' logs");
  }

  private boolean hasFailed(long millis) {
    try {
      return failed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void awaitFailure() {
    while (!hasFailed(TimeUnit.HOURS.toMillis(1))) {
      // Only a signal or a failure ends the demo.
    }
  }

  private List<String> addresses() {
    return IntStream.rangeClosed(1, size.nodes())
        .mapToObj(k -> ClusterPorts.id(k) + "  " + HostAndPort.loopback(size.ports().resp(k)))
        .toList();
  }

  private List<String> describe(StatusReport report) {
    DemoText text = new DemoText(size.ports(), size.nodes());
    return text.lines(report);
  }
}
