package chorus.sim.timeouts;

import chorus.base.NodeId;
import chorus.resp.Reply;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import chorus.sim.workload.Words;
import chorus.sim.world.EventKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client of one node that writes, waits for the answer, and writes again.
final class Probe {
  private static final long PAUSE_NANOS = 20_000_000;

  private final SimCluster cluster;
  private final NodeId node;
  private final Runnable onWritten;
  private @Nullable Connection connection;
  private long written;

  /// `onWritten` is told of each write that was acknowledged.
  Probe(SimCluster cluster, NodeId node, Runnable onWritten) {
    this.cluster = cluster;
    this.node = node;
    this.onWritten = onWritten;
  }

  void begin() {
    again();
  }

  private void again() {
    cluster.world().after(PAUSE_NANOS, EventKind.CLIENT, -1, this::write);
  }

  private void write() {
    Connection open = connection;
    if (open == null) {
      open = cluster.connect(node, new Ear());
      connection = open;
    }
    written++;
    open.send(List.of(Words.words("SET", node.name(), Long.toString(written))));
  }

  private final class Ear implements Connection.Listener {
    @Override
    public void replies(List<Reply> replies) {
      if (replies.contains(Reply.OK)) {
        onWritten.run();
      }
      again();
    }

    @Override
    public void lost() {
      connection = null;
      again();
    }
  }
}
