package chorus.server.peer;

import chorus.base.NodeId;
import chorus.env.Message;

/// Takes what arrives from other nodes, and from this one.
@FunctionalInterface
public interface Inbox {
  /// Called on a network thread: hands the message to its strand and returns at once.
  void deliver(NodeId from, Message message);
}
