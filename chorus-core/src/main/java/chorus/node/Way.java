package chorus.node;

/// Which way a command on rows goes from the node that its client is connected to.
enum Way {
  /// To the leader, wherever that is.
  FORWARD,
  /// To the leader if this node is it; else the client is told where it is.
  REDIRECT,
  /// To the leader if this node is it; else it comes back to its session, not begun.
  GIVE_BACK,
  /// To this node's own replica; to the leader if there is nothing that can be read.
  HERE
}
