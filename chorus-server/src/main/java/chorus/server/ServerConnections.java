package chorus.server;

import chorus.command.ConnectionInfo;
import chorus.command.ConnectionInfo.Waits;
import chorus.session.Connections;
import chorus.wire.Unblocking;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntConsumer;

/// The connections of one node, for CLIENT LIST, CLIENT KILL and CLIENT UNBLOCK.
final class ServerConnections implements Connections {
  private final ConcurrentNavigableMap<Long, Connection> byId = new ConcurrentSkipListMap<>();

  @Override
  public void opened(long id, Connection connection) {
    byId.put(id, connection);
  }

  @Override
  public void closed(long id) {
    byId.remove(id);
  }

  @Override
  public List<ConnectionInfo> all() {
    return byId.values().stream().map(Connection::info).toList();
  }

  @Override
  public void kill(long id) {
    Connection connection = byId.get(id);
    if (connection != null) {
      connection.kill();
    }
  }

  @Override
  public void unblock(long id, Unblocking how, IntConsumer done) {
    Connection connection = byId.get(id);
    if (connection == null) {
      done.accept(0);
    } else {
      connection.unblock(how, done);
    }
  }

  /// Connections of which a command waits.
  long waiting() {
    return all().stream().filter(each -> each.doing().waits() == Waits.YES).count();
  }
}
