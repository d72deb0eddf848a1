package chorus.env;

import chorus.resp.Bytes;

/// What a [MetaLog] feeds: the cluster state on this node. Called on one strand only.
public interface MetaMachine {
  /// A committed command, in log order, the same on every node.
  void apply(Bytes command);

  /// The whole state, so that the log can be cut.
  Bytes snapshot();

  /// Replaces the whole state.
  void restore(Bytes snapshot);

  /// This node leads the meta log from now on. A hint: it may be wrong for a while; commits are
  /// not.
  void leadershipGained();

  /// This node leads the meta log no more.
  void leadershipLost();
}
