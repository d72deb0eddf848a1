package chorus.sim.check;

import chorus.base.NodeId;
import chorus.cluster.Members;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.node.NodeEvent;
import chorus.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is promised of nodes that come and go.
public final class Electorates implements World.Observer {
  public static final String FOLLOWS = "voters of the control plane follow the members";
  public static final String ENDS = "who was removed ends by itself";
  public static final String TRUE = "a member that is reported as added or removed is";

  private final Verdicts verdicts;
  private final Map<NodeId, Members> known = new TreeMap<>();
  private final Set<NodeId> added = new TreeSet<>();
  private final Set<NodeId> removed = new TreeSet<>();
  private final Set<NodeId> left = new TreeSet<>();
  private int mostVoters;

  public Electorates(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  @Override
  public void saw(long nowNanos, NodeId from, Record event) {
    switch (event) {
      case NodeEvent.MembersAgreed(NodeId node, Members members) -> {
        known.put(node, members);
        added.addAll(members.ids());
        removed.addAll(members.departed().keySet());
      }
      case NodeEvent.ControlGroup(NodeId node, MetaMembers members) -> {
        int voters = members.voters().size();
        mostVoters = Math.max(mostVoters, voters);
        verdicts.require(
            FOLLOWS, voters == 1 || voters == 3 || voters == 5, "as many vote", voters, "by", node);
      }
      case NodeEvent.Left(NodeId node, long boot) -> {
        left.add(node);
        verdicts.require(ENDS, removed.contains(node), "a member ended", node, "in start", boot);
      }
      default -> {}
    }
  }

  /// A client was told so.
  public void saidAdded(NodeId node) {
    verdicts.require(TRUE, added.contains(node), "reported as added", node);
  }

  /// A client was told so.
  public void saidRemoved(NodeId node) {
    verdicts.require(TRUE, removed.contains(node), "reported as removed", node);
  }

  /// What is not yet as it must become where all is well; empty if nothing. `running` are the nodes
  /// whose process runs, `group` is who takes part in the control plane's log, led by `leader`.
  public List<String> unsettled(Set<NodeId> running, MetaMembers group, NodeId leader) {
    List<String> open = new ArrayList<>();
    Members members = known.getOrDefault(leader, new Members(Map.of(), Map.of()));
    Set<NodeId> expected = new TreeSet<>(members.ids());
    expected.retainAll(running);
    Set<NodeId> present =
        group.all().stream().map(MetaPeer::node).collect(Collectors.toCollection(TreeSet::new));
    if (!present.equals(expected)) {
      open.add(FOLLOWS + ": members " + expected + ", taking part " + present);
    } else if (group.voters().size() != MetaMembers.voters(expected.size())) {
      open.add(FOLLOWS + ": of " + expected + " vote " + group.voters());
    }
    running.stream()
        .filter(each -> members.departed().containsKey(each) && !members.contains(each))
        .forEach(each -> open.add(ENDS + ": " + each + " runs"));
    return open;
  }

  /// Nodes that learnt of the members so far: the first ones, and those that came.
  public int seen() {
    return known.size();
  }

  /// Nodes that were removed and have ended.
  public int left() {
    return left.size();
  }

  /// The most voters that a change brought.
  public int mostVoters() {
    return mostVoters;
  }
}
