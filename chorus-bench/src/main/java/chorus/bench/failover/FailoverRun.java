package chorus.bench.failover;

import chorus.bench.failover.Journal.Write;
import chorus.bench.report.FsyncProbe;
import chorus.bench.report.ProcessFigures;
import chorus.bench.system.FailoverSystem;
import chorus.bench.system.FailoverSystem.Leader;
import chorus.bench.system.FailoverSystem.Route;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// Kills the leader of a new cluster under load, once.
public final class FailoverRun {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);
  private static final int LOOK_MILLIS = 1_000;

  private FailoverRun() {}

  /// Starts `system` with data below `data`, kills, and reads everything back. The caller closes
  /// the system.
  public static Failover of(FailoverSystem system, int repetition, Duration warmUp, Path data)
      throws IOException {
    double load = ProcessFigures.loadAverage();
    double fsync = FsyncProbe.medianMicros(data);
    system.start(data);
    Leader leader = system.currentLeader();
    Route route = system.routeBeside(leader);
    Journal journal = new Journal();
    long killed;
    try (Clients clients = Clients.start(system, route, journal)) {
      Clients.pause(warmUp);
      requireSteady(system, journal.writes());
      killed = System.nanoTime();
      leader.process().destroyForcibly();
      awaitGone(leader.address());
      journal.leaderIsGone(System.nanoTime());
      clients.probe(PATIENCE);
      Clients.pause(AFTERWARDS);
    }
    Collection<String> acknowledged =
        journal.writes().stream().filter(Write::acknowledged).map(Write::key).toList();
    int lost = system.absent(acknowledged, route).size();
    return Failover.of(system.name(), repetition, journal, killed, lost, load, fsync);
  }

  private static void requireSteady(FailoverSystem system, List<Write> before) throws IOException {
    if (before.isEmpty() || !before.stream().allMatch(Write::acknowledged)) {
      throw new IOException("%s has errors before the leader is killed".formatted(system.name()));
    }
  }

  /// Returns when nobody listens any more: only then all threads of the process have ended.
  private static void awaitGone(InetSocketAddress address) throws IOException {
    while (listens(address)) {
      Clients.pause(BETWEEN_LOOKS);
    }
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, LOOK_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
