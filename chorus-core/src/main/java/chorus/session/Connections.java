package chorus.session;

import chorus.command.ConnectionInfo;
import chorus.wire.Unblocking;
import java.util.List;
import java.util.function.IntConsumer;

/// Every connection of a node, whatever strand it is on. The shell keeps it, since it is read from
/// all of them.
public interface Connections {
  /// One connection as the others see it.
  interface Connection {
    /// Any strand may call it; the values may be a moment old.
    ConnectionInfo info();

    /// Closes it soon. Any strand may call it.
    void kill();

    /// Has its command that waits at a leader wait no longer; `done` hears on some strand whether
    /// that was done: 1, or 0 if none waited or it was answered otherwise. Any strand may call it.
    void unblock(Unblocking how, IntConsumer done);
  }

  void opened(long id, Connection connection);

  void closed(long id);

  /// By ascending id.
  List<ConnectionInfo> all();

  /// Closes that connection; nothing if it is gone.
  void kill(long id);

  /// See [Connection#unblock]; 0 if the connection is gone.
  void unblock(long id, Unblocking how, IntConsumer done);
}
