package chorus.node;

import chorus.base.NodeId;
import chorus.cluster.Member;
import chorus.definition.MemberAddress;
import java.util.Map;

/// What the shell around a node must hear of the cluster's members. Called on the control strand.
public interface MemberListener {
  /// The cluster agreed on other members than before: from now on this node reaches these.
  void agreed(Map<NodeId, Member> members);

  /// This node was removed from the cluster, and nobody needs it any more: its process shall end.
  /// Called once.
  void removed();

  /// The cluster knows a later start of this node: the directory is an old copy. The process shall
  /// end; one that starts anew is told as what it comes back ([Arrival]). Called once.
  void outdated();

  /// A node that was removed was heard, or asks; it shall learn of that, so this node should reach
  /// it.
  void strayed(NodeId node, MemberAddress address);
}
