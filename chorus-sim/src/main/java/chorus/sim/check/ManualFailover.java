package chorus.sim.check;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.Ending;
import chorus.cluster.Leadership;
import chorus.definition.FailoverMode;
import chorus.node.NodeEvent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Whether leaderships stay where people want to decide.
///
/// It judges what the cluster agreed on: an election that nobody asked for, and that began and
/// ended while failover was manual, may only bring back who led last.
public final class ManualFailover {
  public static final String STAYS = "where failover is manual, nobody takes over unasked";

  private final Verdicts verdicts;
  private final Map<ShardId, Begun> begun = new TreeMap<>();

  private record Begun(Epoch epoch, FailoverMode failover, Optional<NodeId> before) {}

  public ManualFailover(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  public void agreed(NodeEvent.Agreed agreed) {
    switch (agreed.leadership()) {
      case Leadership.Electing(var epoch, var before, var _) ->
          begun.put(agreed.shard(), new Begun(epoch, agreed.failover(), before));
      case Leadership.Led led -> judge(agreed, led);
      case Leadership.Vacant() -> {}
    }
  }

  private void judge(NodeEvent.Agreed agreed, Leadership.Led led) {
    Begun election = begun.get(agreed.shard());
    if (election == null || !election.epoch().equals(led.epoch())) {
      return;
    }
    boolean manual =
        election.failover() == FailoverMode.MANUAL && agreed.failover() == FailoverMode.MANUAL;
    boolean another = election.before().filter(each -> !each.equals(led.leader())).isPresent();
    verdicts.require(
        STAYS,
        !(manual && another && led.cause() == Ending.Cause.DETECTED),
        "the last leader, who was replaced by:",
        election.before(),
        led.leader());
  }
}
