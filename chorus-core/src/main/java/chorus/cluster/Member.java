package chorus.cluster;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.definition.MemberAddress;
import chorus.env.MetaPeer;

/// A member of the cluster: where it is reached, how often it may have lost its data, counted from
/// 1, and the number of its latest start.
public record Member(MemberAddress address, int incarnation, long boot) {
  /// One that has not started yet.
  static Member fresh(MemberAddress address, int incarnation) {
    return new Member(address, incarnation, Starts.number(incarnation, 0));
  }

  Member started(long number) {
    return new Member(address, incarnation, number);
  }

  /// Whether it has ever started in this incarnation: only then may it have given its word.
  public boolean hasStarted() {
    return Starts.count(boot) > 0;
  }

  /// How the control plane's log knows it.
  public MetaPeer peer(NodeId node) {
    return new MetaPeer(node, incarnation, address.host(), address.control());
  }
}
