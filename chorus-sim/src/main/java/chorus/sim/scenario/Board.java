package chorus.sim.scenario;

import chorus.base.NodeId;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.World;
import chorus.single.ShardEvent;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How each replica stands, from what it said.
final class Board implements World.Observer {
  private final Map<NodeId, Row> rows = new TreeMap<>();
  private @Nullable NodeId leader;

  /// Who began to lead last, or null.
  @Nullable NodeId leader() {
    return leader;
  }

  @Override
  public void saw(long nowNanos, NodeId from, Record event) {
    if (event instanceof ShardEvent shardEvent) {
      note(shardEvent.node(), shardEvent);
    }
  }

  private void note(NodeId node, ShardEvent event) {
    Row row = rows.computeIfAbsent(node, fresh -> new Row());
    switch (event) {
      case ShardEvent.Opened opened -> {
        row.role = "follows";
        row.last = opened.last().lsn().number();
        row.durable = row.last;
        row.committed = 0;
        row.applied = opened.applied().number();
      }
      case ShardEvent.Appended appended -> row.last = appended.records().getLast().lsn().number();
      case ShardEvent.CutBack cut -> row.last = cut.keep().number();
      case ShardEvent.Durable durable -> row.durable = durable.lsn().number();
      case ShardEvent.Committed committed -> row.committed = committed.lsn().number();
      case ShardEvent.Applied applied -> row.applied = applied.lsn().number();
      case ShardEvent.Leads leads -> {
        row.role = "leads epoch " + leads.epoch();
        leader = node;
      }
      case ShardEvent.SteppedDown down -> row.role = "follows";
      case ShardEvent.Failed failed -> row.role = "has failed";
      default -> {}
    }
  }

  void show(SimCluster cluster, Consumer<String> out) {
    out.accept("node  process  role            last  durable  committed  applied");
    for (NodeId node : cluster.ids()) {
      Row row = rows.computeIfAbsent(node, fresh -> new Row());
      String role = cluster.isUp(node) ? row.role : "";
      out.accept(
          String.format(
              Locale.ROOT,
              "%-4s  %-7s  %-14s  %4d  %7d  %9d  %7d",
              node,
              process(cluster, node),
              role,
              row.last,
              row.durable,
              row.committed,
              row.applied));
    }
  }

  private static String process(SimCluster cluster, NodeId node) {
    if (!cluster.isUp(node)) {
      return "down";
    }
    return cluster.machine(node).isAwake() ? "runs" : "paused";
  }

  private static final class Row {
    private String role = "";
    private long last;
    private long durable;
    private long committed;
    private long applied;
  }
}
