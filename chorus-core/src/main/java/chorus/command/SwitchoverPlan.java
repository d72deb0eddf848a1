package chorus.command;

import chorus.base.Epoch;
import chorus.base.NodeId;

/// A planned change of leader that could begin now.
///
/// @param epoch the leadership that would end
/// @param behind records of the leader's log that the successor lacks
public record SwitchoverPlan(NodeId leader, Epoch epoch, NodeId successor, long behind) {}
