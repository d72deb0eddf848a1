package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import org.junit.jupiter.api.Test;

class EpochLawsTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");

  private final Verdicts verdicts = new Verdicts(() -> 0);
  private final EpochLaws laws = new EpochLaws(verdicts);

  @Test
  void oneLeaderAfterTheOtherIsAccepted() {
    serve(N1, 1, 1);
    laws.answered(N1, 1);
    laws.reported(N1, 2);
    laws.reported(N2, 2);
    serve(N2, 2, 9);
    laws.answered(N2, 2);
    laws.follows(N1, 2);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void answerAfterALaterLeaderServesIsRefused() {
    serve(N1, 1, 1);
    serve(N2, 2, 9);
    laws.answered(N1, 1);
    refused(EpochLaws.EXCLUSIVE);
  }

  @Test
  void answerAfterGivingTheLeadershipUpIsRefused() {
    serve(N1, 1, 1);
    laws.released(N1, 1);
    laws.leadsOn(N1);
    laws.answered(N1, 1);
    assertThat(verdicts.found()).isEmpty();
    laws.released(N1, 1);
    laws.answered(N1, 1);
    refused(EpochLaws.RELEASED);
  }

  @Test
  void servingBeforeTheFirstRecordIsCommittedIsRefused() {
    laws.activating(N1, 2, 9);
    laws.leads(N1, 2, 8);
    refused(EpochLaws.STARTED);
  }

  @Test
  void followingAnEpochBelowTheReportedPromiseIsRefused() {
    laws.reported(N1, 2);
    laws.follows(N1, 1);
    refused(EpochLaws.PROMISED);
  }

  @Test
  void voteOfWhoLostRecordsIsRefusedUntilItIsWhole() {
    laws.lost(N1, 5);
    laws.reported(N1, 2);
    refused(EpochLaws.WHOLE);
    laws.whole(N1);
    laws.reported(N1, 3);
    assertThat(verdicts.count()).isEqualTo(1);
  }

  private void serve(NodeId node, long epoch, long start) {
    laws.activating(node, epoch, start);
    laws.leads(node, epoch, start);
  }

  private void refused(String law) {
    assertThat(verdicts.found()).extracting(Violation::law).containsExactly(law);
  }
}
