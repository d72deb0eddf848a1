package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.definition.MemberAddress;
import chorus.resp.Reply;
import chorus.sim.check.Electorates;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Someone who adds nodes to the cluster and removes them again, at any time and through any node,
/// one step after another, each until it is certain. A node starts when it was added.
public final class Registrar {
  private static final int MOST = 2;

  private final SimCluster cluster;
  private final Electorates law;
  private final RandomGenerator random;
  private final Visits visits;
  private final Deque<Step> steps = new ArrayDeque<>();

  private sealed interface Step {
    NodeId node();

    record Add(NodeId node) implements Step {}

    record Remove(NodeId node) implements Step {}
  }

  public Registrar(SimCluster cluster, Electorates law) {
    this.cluster = cluster;
    this.law = law;
    this.random = cluster.world().entropy().fork("registrar");
    this.visits = new Visits(cluster.world(), random, 500 + random.nextLong(3500), this::act);
    plan();
  }

  /// One node or two, of which none, one or both are removed again.
  private void plan() {
    List<NodeId> fresh = new ArrayList<>();
    for (int count = 1 + random.nextInt(MOST); count > 0; count--) {
      fresh.add(new NodeId("n" + (cluster.ids().size() + 1 + fresh.size())));
    }
    fresh.forEach(each -> steps.add(new Step.Add(each)));
    fresh.stream()
        .filter(each -> random.nextBoolean())
        .forEach(each -> steps.add(new Step.Remove(each)));
  }

  public void start() {
    visits.start();
  }

  /// No further step.
  public void finish() {
    visits.finish();
  }

  private void act() {
    if (steps.isEmpty()) {
      finish();
    } else {
      take(steps.getFirst());
    }
  }

  private void take(Step step) {
    List<NodeId> others = cluster.ids().stream().filter(each -> !each.equals(step.node())).toList();
    NodeId at = others.get(random.nextInt(others.size()));
    MemberAddress address = SimCluster.address(step.node());
    String[] words =
        switch (step) {
          case Step.Add(NodeId node) ->
              new String[] {
                "CHORUS",
                "NODE",
                "ADD",
                SimCluster.NAME,
                node.name(),
                address.host(),
                Integer.toString(address.resp()),
                Integer.toString(address.peer()),
                Integer.toString(address.http()),
                Integer.toString(address.control())
              };
          case Step.Remove(NodeId node) -> new String[] {"CHORUS", "NODE", "REMOVE", node.name()};
        };
    cluster.connect(at, new Line(step)).send(List.of(Words.words(words)));
  }

  private void done(Step step, Reply reply) {
    if (!step.equals(steps.peekFirst())) {
      return;
    }
    steps.removeFirst();
    switch (step) {
      case Step.Add(NodeId node) -> {
        law.saidAdded(node);
        cluster.join(node, told(reply));
      }
      case Step.Remove(NodeId node) -> law.saidRemoved(node);
    }
  }

  /// The members that the reply names.
  private static Map<NodeId, MemberAddress> told(Reply reply) {
    Map<NodeId, MemberAddress> members = new TreeMap<>();
    if (field(reply, "members") instanceof Reply.Array(var elements)) {
      elements.forEach(each -> {
        NodeId node = new NodeId(Words.text(field(each, "node")));
        members.put(node, SimCluster.address(node));
      });
    }
    return members;
  }

  private static Reply field(Reply map, String name) {
    if (map instanceof Reply.MapReply(var entries)) {
      for (Reply.Entry each : entries) {
        if (Words.text(each.key()).equals(name)) {
          return each.value();
        }
      }
    }
    return new Reply.Null();
  }

  /// Hears what became of one try.
  private final class Line implements Connection.Listener {
    private final Step step;

    Line(Step step) {
      this.step = step;
    }

    @Override
    public void replies(List<Reply> replies) {
      for (Reply reply : replies) {
        if (!(reply instanceof Reply.Error)) {
          done(step, reply);
        }
      }
    }

    @Override
    public void lost() {}
  }
}
