package chorus.control;

import chorus.base.NodeId;

/// Which links between members are cut on purpose. Any thread may ask.
@FunctionalInterface
public interface ControlLinks {
  /// No link is ever cut.
  ControlLinks WHOLE = (from, to) -> false;

  /// Whether what `from` sends to `to` is lost.
  boolean isCut(NodeId from, NodeId to);
}
