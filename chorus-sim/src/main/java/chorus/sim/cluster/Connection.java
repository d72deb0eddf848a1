package chorus.sim.cluster;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import chorus.sim.world.EventKind;
import chorus.sim.world.Machine;
import chorus.sim.world.Run;
import chorus.sim.world.World;
import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client's connection to a node. Bytes arrive in order, or the connection is lost.
public final class Connection {
  private static final int DELAY_NANOS = 300_000;

  private final SimCluster cluster;
  private final World world;
  private final Machine machine;
  private final Listener listener;
  private final RandomGenerator chance;
  private final ArrayDeque<List<List<Bytes>>> early = new ArrayDeque<>();
  private @Nullable Run run;
  private @Nullable NodeUnderTest peer;
  private @Nullable ClientSession session;
  private boolean reached;
  private boolean gone;
  private boolean closed;
  private long lastThere;
  private long lastBack;

  Connection(SimCluster cluster, Machine machine, Listener listener) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.machine = machine;
    this.listener = listener;
    this.chance = world.entropy().fork("connection/" + world.steps() + "/" + world.nowNanos());
  }

  /// What the client's end of a connection hears.
  public interface Listener {
    void replies(List<Reply> replies);

    /// Nothing more comes: refused, broken, or closed by the node.
    void lost();
  }

  public NodeId node() {
    return machine.id();
  }

  /// Whether the node ever accepted this connection; if not, nothing that was sent was seen.
  public boolean wasAccepted() {
    return reached;
  }

  void open() {
    there(() -> {
      if (gone) {
        return;
      }
      run = machine.run();
      peer = cluster.node(machine.id());
      if (run == null || peer == null) {
        nodeGone();
      } else {
        NodeUnderTest node = peer;
        reached = true;
        run.arrive(() -> node.connect(new Sink(), this::accepted));
      }
    });
  }

  private void accepted(ClientSession fresh) {
    session = fresh;
    while (!early.isEmpty()) {
      fresh.submit(early.remove());
    }
  }

  /// Sends commands as one write.
  public void send(List<List<Bytes>> commands) {
    there(() -> arrive(commands));
  }

  private void arrive(List<List<Bytes>> commands) {
    Run process = run;
    NodeUnderTest node = peer;
    if (process == null || node == null || process.isGone()) {
      return;
    }
    process.arrive(() ->
        node.onSession(() -> {
          ClientSession open = session;
          if (open == null) {
            early.add(commands);
          } else {
            open.submit(commands);
          }
        }));
  }

  /// The client hangs up; the node notices a little later.
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    cluster.forget(this);
    there(() -> {
      Run process = run;
      NodeUnderTest node = peer;
      if (process != null && node != null && !process.isGone()) {
        process.arrive(() -> node.onSession(this::hungUp));
      }
    });
  }

  private void hungUp() {
    ClientSession open = session;
    if (open != null) {
      open.closed();
    }
  }

  void nodeGone() {
    gone = true;
    back(() -> {
      if (!closed) {
        closed = true;
        cluster.forget(this);
        listener.lost();
      }
    });
  }

  private void there(Runnable action) {
    lastThere = Math.max(lastThere + 1, world.nowNanos() + 1 + chance.nextInt(DELAY_NANOS));
    world.at(lastThere, EventKind.CLIENT, machine.number(), action);
  }

  private void back(Runnable action) {
    lastBack = Math.max(lastBack + 1, world.nowNanos() + 1 + chance.nextInt(DELAY_NANOS));
    world.at(lastBack, EventKind.CLIENT, machine.number(), action);
  }

  private final class Sink implements ReplySink {
    @Override
    public void write(List<Reply> replies, Protocol protocol) {
      List<Reply> copy = List.copyOf(replies);
      back(() -> {
        if (!closed) {
          listener.replies(copy);
        }
      });
    }

    @Override
    public void unanswered(int commands) {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void close() {
      nodeGone();
    }
  }
}
