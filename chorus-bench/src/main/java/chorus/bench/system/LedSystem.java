package chorus.bench.system;

import chorus.bench.system.FailoverSystem.Leader;
import chorus.client.Connection;
import chorus.resp.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A system that speaks the Redis protocol and has one process that executes writes.
public interface LedSystem extends SystemUnderTest {
  /// Has each server take so many clients at a time; before the start.
  LedSystem accepting(int clients);

  /// The database that is measured, as SELECT takes it.
  int index();

  /// The process that executes writes, and where it serves clients.
  Leader currentLeader() throws IOException;

  /// What its processes wrote; once started.
  List<Path> logs();

  /// A connection to [#leader] that has selected the database; each call may take `timeout`.
  default Connection connect(Duration timeout) throws IOException {
    InetSocketAddress leader = leader();
    Connection connection =
        Connection.open(leader.getAddress().getHostAddress(), leader.getPort(), timeout);
    if (connection.call("SELECT", Integer.toString(index())) instanceof Reply.Error error) {
      connection.close();
      throw new IOException("%s: %s".formatted(name(), error.text()));
    }
    return connection;
  }
}
