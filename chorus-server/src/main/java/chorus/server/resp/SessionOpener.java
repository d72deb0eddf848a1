package chorus.server.resp;

import chorus.session.ClientSession;
import chorus.session.ReplySink;

/// Opens the session of a new connection.
@FunctionalInterface
public interface SessionOpener {
  /// Called on the connection's loop, as all calls of the session will be.
  ClientSession open(Accepted connection, ReplySink replies);
}
