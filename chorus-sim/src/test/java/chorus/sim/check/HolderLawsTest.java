package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HolderLawsTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");

  private final Verdicts verdicts = new Verdicts(() -> 0);
  private final HolderLaws holders =
      new HolderLaws(
          verdicts, () -> Optional.of(AckConfig.first(AckMode.MAJORITY, List.of(N1), List.of(N2))));

  @Test
  void whoHoldsAReplicaMayLead() {
    holders.leads(N1, 1);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void whoHoldsNoneMayNot() {
    holders.leads(N2, 2);
    assertThat(verdicts.found()).extracting(Violation::law).containsExactly(HolderLaws.LEADS);
  }
}
