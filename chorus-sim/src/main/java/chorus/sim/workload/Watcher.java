package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.KeyOperation;
import chorus.sim.check.VectorOrder;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.EventKind;
import chorus.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A reader that takes what its node has applied, old or not: all watchers must see the counters
/// rise in one order.
public final class Watcher {
  private static final List<Bytes> EVENTUAL = Words.words("CHORUS", "READ", "eventual");
  private static final long PATIENCE_NANOS = 6_000_000_000L;

  private final SimCluster cluster;
  private final World world;
  private final String name;
  private final int pauseMillis;
  private final History history;
  private final VectorOrder order;
  private final RandomGenerator random;
  private @Nullable Connection connection;
  private boolean finished;
  private long turn;

  public Watcher(
      SimCluster cluster, int number, int pauseMillis, History history, VectorOrder order) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.name = "w" + number;
    this.pauseMillis = pauseMillis;
    this.history = history;
    this.order = order;
    this.random = world.entropy().fork("watcher/" + number);
  }

  public void start() {
    pause();
  }

  public void finish() {
    finished = true;
  }

  private void pause() {
    if (finished) {
      return;
    }
    long mine = ++turn;
    world.after(
        (1 + random.nextInt(2 * pauseMillis)) * 1_000_000L,
        EventKind.CLIENT,
        -1,
        () -> {
          if (turn == mine) {
            look();
          }
        });
  }

  private void look() {
    Connection open = connection;
    if (open == null || random.nextInt(30) == 0) {
      hangUp();
      NodeId node = cluster.ids().get(random.nextInt(cluster.ids().size()));
      var ear = new Ear();
      open = cluster.connect(node, ear);
      connection = open;
      ear.mine = open;
      open.send(List.of(EVENTUAL));
    }
    var command = new ArrayList<Bytes>(Words.words("MGET"));
    Mix.COUNTERS.forEach(counter -> command.add(Bytes.utf8(counter)));
    open.send(List.of(command));
    long mine = ++turn;
    world.after(
        PATIENCE_NANOS,
        EventKind.CLIENT,
        -1,
        () -> {
          if (turn == mine) {
            hangUp();
            pause();
          }
        });
  }

  private void hangUp() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private void saw(Connection from, Reply reply) {
    if (reply instanceof Reply.Array array) {
      var counters = new ArrayList<Long>();
      for (Reply each : array.elements()) {
        String text = Words.text(each);
        counters.add(text.equals(KeyOperation.NIL) ? 0 : Long.parseLong(text));
      }
      history.readElsewhere();
      order.saw(name + " at " + from.node() + " " + world.nowMillis() + " ms", counters);
    }
    if (!(reply instanceof Reply.Simple)) {
      pause();
    }
  }

  private final class Ear implements Connection.Listener {
    private @Nullable Connection mine;

    @Override
    public void replies(List<Reply> replies) {
      Connection open = mine;
      if (open != null && open == connection) {
        replies.forEach(reply -> saw(open, reply));
      }
    }

    @Override
    public void lost() {
      if (mine == connection) {
        connection = null;
        pause();
      }
    }
  }
}
