package chorus.env;

import chorus.base.NodeId;

/// Messages between nodes: each arrives at most a few times, in any order, late, or never.
public interface Network {
  /// Never blocks, never throws. A message to oneself is delivered too, as a task of its own.
  void send(NodeId to, Message message);

  /// False if a message to `peer` would surely not arrive: there is no connection to it now. Not
  /// asked about oneself. Any strand.
  default boolean isConnected(NodeId peer) {
    return true;
  }
}
