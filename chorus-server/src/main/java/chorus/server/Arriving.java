package chorus.server;

import chorus.base.NodeId;
import chorus.env.Env;
import chorus.env.Message;
import chorus.node.Arrival;
import chorus.node.Arrival.Outcome;
import chorus.server.KnownMembers.Known;
import chorus.server.config.ConfigException;
import chorus.wire.PeerMessage.MemberEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The beginning of a process: the other nodes say what they know of this one, and its directory is
/// made what they say. Blocks.
final class Arriving {
  private static final Logger LOG = LoggerFactory.getLogger(Arriving.class);
  private static final Duration WORD = Duration.ofSeconds(5);

  private final NodeId self;
  private final String cluster;
  private final NodeDirectory directory;
  private final Env control;
  private final CompletableFuture<Outcome> decided = new CompletableFuture<>();
  private final Arrival arrival;

  /// Asks `others`, which the network reaches.
  Arriving(NodeId self, String cluster, NodeDirectory directory, Env control, Set<NodeId> others)
      throws IOException, ConfigException {
    this.self = self;
    this.cluster = cluster;
    this.directory = directory;
    this.control = control;
    this.arrival = Arrival.begin(control, directory.past(), others, decided::complete);
  }

  /// A message of another node. Any thread.
  void deliver(NodeId from, Message message) {
    control.scheduler().execute(() -> arrival.receive(from, message));
  }

  /// Returns once the directory is that of a node that may start.
  void await() throws IOException, ConfigException {
    switch (outcome()) {
      case Outcome.AsItIs() -> directory.begin();
      case Outcome.Anew(int incarnation, var entries) -> {
        LOG.warn(
            "{} comes back as incarnation {}: {} lacks what the cluster knows of it; what it holds comes from the other nodes",
            self,
            incarnation,
            directory.path());
        Map<NodeId, Known> members = new TreeMap<>();
        for (MemberEntry each : entries) {
          members.put(each.node(), Known.fresh(each.address(), each.incarnation()));
        }
        directory.beginAnew(incarnation, new KnownMembers(members));
      }
      case Outcome.NotAMember() ->
          throw new ConfigException(
              "cluster %s goes on, and %s is no member of it: start it with join: HOST:PORT"
                  .formatted(cluster, self));
    }
  }

  private Outcome outcome() throws ConfigException {
    while (true) {
      try {
        return decided.get(WORD.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        LOG.info("{} waits to take part: {}", self, arrival.waitsFor());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new ConfigException("interrupted while the other nodes were asked", stopped);
      } catch (ExecutionException never) {
        throw new IllegalStateException(never);
      }
    }
  }
}
