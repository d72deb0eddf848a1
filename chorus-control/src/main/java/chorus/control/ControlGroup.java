package chorus.control;

import chorus.base.NodeId;
import chorus.base.Require;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;

/// One cluster's control group, as a member that starts knows it: who took part when it was last
/// told. What the group itself has written down since then counts for more.
public record ControlGroup(String clusterId, MetaMembers members) {
  public ControlGroup {
    Require.that(clusterId.matches("[A-Za-z0-9._-]{1,128}"), "not a cluster id", clusterId);
  }

  /// The member that runs on `node`.
  public MetaPeer member(NodeId node) {
    return members
        .of(node)
        .orElseThrow(() -> new IllegalArgumentException(node + " is no member of " + this));
  }
}
