package chorus.cli;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.server.ServerNode;
import chorus.server.config.ConfigException;
import chorus.server.config.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// The nodes of a demo. They start and stop side by side, since each waits for disks and peers.
final class DemoNodes implements AutoCloseable {
  private final Collection<ServerNode> running = new ConcurrentLinkedQueue<>();
  private final Runnable whenFailed;

  DemoNodes(Runnable whenFailed) {
    this.whenFailed = whenFailed;
  }

  /// Refuses a directory with another number of nodes than it was made with: the cluster would wait
  /// for nodes that nobody starts.
  static Path requireSameSize(Path directory, int nodes) {
    long there =
        IntStream.rangeClosed(1, ClusterPorts.MAX_NODES)
            .filter(k -> Files.exists(directory.resolve(ClusterPorts.id(k))))
            .count();
    if (there != 0 && there != nodes) {
      throw new CliFailure(
          ExitCode.CONFIGURATION,
          "%s holds a demo of %d nodes, not %d".formatted(directory, there, nodes),
          "say --nodes " + there);
    }
    return directory;
  }

  void start(LocalCluster cluster, Path directory) {
    List<Callable<Void>> starts = new ArrayList<>();
    for (int k = 1; k <= cluster.nodes(); k++) {
      int number = k;
      starts.add(() -> {
        Path data = directory.resolve(ClusterPorts.id(number));
        running.add(ServerNode.start(cluster.config(number, data), whenFailed));
        return null;
      });
    }
    sideBySide(starts);
  }

  @Override
  public void close() {
    List<Callable<Void>> stops = new ArrayList<>();
    for (ServerNode node : running) {
      stops.add(() -> {
        node.close();
        return null;
      });
    }
    running.clear();
    sideBySide(stops);
  }

  /// The first that fails ends the others: a node that begins waits for all that begin with it.
  private static void sideBySide(List<Callable<Void>> tasks) {
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      CompletionService<Void> done = new ExecutorCompletionService<>(threads);
      tasks.forEach(done::submit);
      try {
        for (int left = tasks.size(); left > 0; left--) {
          done.take().get();
        }
      } finally {
        threads.shutdownNow();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConfigException refused) {
        throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(refused.getMessage()));
      }
      throw new IllegalStateException("a node of the demo broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
