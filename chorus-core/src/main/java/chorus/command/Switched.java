package chorus.command;

import chorus.base.NodeId;

/// A planned change of leader that happened.
public record Switched(NodeId before, NodeId leader, long epoch) {}
