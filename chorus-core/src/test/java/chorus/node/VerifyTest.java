package chorus.node;

import static chorus.node.LoneNode.N2;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// CHORUS VERIFY, as one node answers it.
final class VerifyTest {
  private static final String ASK = "CHORUS VERIFY main";

  @Test
  void aReplicaThatIsOpenSaysWhatItHolds() {
    LoneNode node = new LoneNode();
    node.follows(N2, 1);
    node.ask(ASK);
    node.advance(LoneNode.BEAT);
    assertThat(node.answers()).singleElement().asString().startsWith("{node=n1, applied=1, ");
  }

  @Test
  void aReplicaThatIsNotOpenYetIsSaidToBeSo() {
    assertThat(LoneNode.thatOpensNothing().ask(ASK))
        .containsExactly("UNAVAILABLE the replica of main on n1 is not open");
  }

  @Test
  void whatThisNodeDoesNotHoldIsAnError() {
    assertThat(new LoneNode().ask("CHORUS VERIFY other"))
        .singleElement()
        .asString()
        .startsWith("ERR no database 'other'");
  }
}
