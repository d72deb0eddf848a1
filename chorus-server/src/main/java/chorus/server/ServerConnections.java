package chorus.server;

import chorus.command.ConnectionInfo;
import chorus.session.Connections;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The connections of one node, for CLIENT LIST and CLIENT KILL.
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
}
