package chorus.session;

import chorus.command.ConnectionInfo;
import java.util.List;

/// Every connection of a node, whatever strand it is on. The shell keeps it, since it is read from
/// all of them.
public interface Connections {
  /// One connection as the others see it.
  interface Connection {
    /// Any strand may call it; the values may be a moment old.
    ConnectionInfo info();

    /// Closes it soon. Any strand may call it.
    void kill();
  }

  void opened(long id, Connection connection);

  void closed(long id);

  /// By ascending id.
  List<ConnectionInfo> all();

  /// Closes that connection; nothing if it is gone.
  void kill(long id);
}
