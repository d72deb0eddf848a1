package chorus.sim.check;

import chorus.base.NodeId;
import chorus.definition.AckConfig;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether only nodes lead and answer that hold a replica by what the cluster agreed on.
public final class HolderLaws {
  public static final String LEADS = "who holds no replica neither leads nor answers";

  private final Verdicts verdicts;
  private final Supplier<Optional<AckConfig>> agreed;

  /// `agreed` gives what was last agreed to be in force.
  public HolderLaws(Verdicts verdicts, Supplier<Optional<AckConfig>> agreed) {
    this.verdicts = verdicts;
    this.agreed = agreed;
  }

  /// `node` begins to lead, serves, or answers.
  public void leads(NodeId node, long epoch) {
    agreed
        .get()
        .ifPresent(config ->
            verdicts.require(
                LEADS,
                config.replicas().contains(node),
                "node",
                node,
                "epoch",
                epoch,
                "replicas",
                config.replicas()));
  }
}
