package chorus.sim.cluster;

import chorus.base.NodeId;
import chorus.command.ConnectionInfo;
import chorus.command.InfoSource;
import chorus.env.Message;
import chorus.node.Gateway;
import chorus.node.Node;
import chorus.node.Session;
import chorus.session.ClientSession;
import chorus.session.Connections;
import chorus.session.ReplySink;
import chorus.session.SessionFacts;
import chorus.wire.Unblocking;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The real node behind the simulator's seam.
final class CoreNode implements NodeUnderTest {
  private final Node node;
  private final RottingRows rows;
  private final Gateway gateway;
  private final Clients clients = new Clients();
  private long sessions;

  CoreNode(Node node, RottingRows rows) {
    this.node = node;
    this.rows = rows;
    this.gateway = node.gateway(0);
  }

  @Override
  public void deliver(NodeId from, Message message) {
    node.deliver(from, message);
  }

  @Override
  public void connect(ReplySink sink, Consumer<ClientSession> accepted) {
    long id = ++sessions;
    onSession(() -> accepted.accept(Session.open(node, gateway, sink, facts(id))));
  }

  private SessionFacts facts(long id) {
    return new SessionFacts(id, "127.0.0.1:1", "127.0.0.1:2", clients, InfoSource.NONE);
  }

  @Override
  public void onSession(Runnable call) {
    gateway.env().scheduler().execute(call);
  }

  @Override
  public boolean isServing() {
    return true;
  }

  @Override
  public void rotRows(int which) {
    rows.rot(which);
  }

  private static final class Clients implements Connections {
    private final TreeMap<Long, Connection> open = new TreeMap<>();

    @Override
    public void opened(long id, Connection connection) {
      open.put(id, connection);
    }

    @Override
    public void closed(long id) {
      open.remove(id);
    }

    @Override
    public List<ConnectionInfo> all() {
      return open.values().stream().map(Connection::info).toList();
    }

    @Override
    public void kill(long id) {
      Connection connection = open.get(id);
      if (connection != null) {
        connection.kill();
      }
    }

    @Override
    public void unblock(long id, Unblocking how, IntConsumer done) {
      Connection connection = open.get(id);
      if (connection == null) {
        done.accept(0);
      } else {
        connection.unblock(how, done);
      }
    }
  }
}
