package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.NodeId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DroppedDatabasesTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final DatabaseId GUEST = new DatabaseId(1);

  /// In nanoseconds: a second after what happens at 0.
  private static final long LATER = 1_000_000_000;

  private final Verdicts verdicts = new Verdicts(() -> 0, Set.of());
  private final DroppedDatabases facts = new DroppedDatabases(verdicts);

  @Test
  void whoForgetsLooksAtItsOwnClock() {
    facts.forgets(N1, GUEST, 500, 500);
    assertThat(verdicts.found()).isEmpty();
    facts.forgets(N1, GUEST, 500, 499);
    assertBroken(DroppedDatabases.IN_TIME);
  }

  @Test
  void whoDoesNotKnowYetMayGoOn() {
    facts.forgotten(0, N1, GUEST);
    facts.appended(LATER, N2, GUEST);
    facts.appended(LATER, N1, new DatabaseId(2));
    assertThat(verdicts.found()).isEmpty();
    facts.appended(LATER, N1, GUEST);
    assertBroken(DroppedDatabases.ENDED);
  }

  @Test
  void itsReplicaHearsOfItAMomentLater() {
    facts.forgotten(LATER, N1, GUEST);
    facts.appended(LATER + 1, N1, GUEST);
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void aNewProcessLearnsItAnew() {
    facts.forgotten(0, N1, GUEST);
    facts.started(N1);
    facts.appended(LATER, N1, GUEST);
    assertThat(verdicts.found()).isEmpty();
    assertThat(facts.isForgotten(GUEST)).isTrue();
  }

  @Test
  void filesAreLeftThatBelongToWhatIsGone() {
    facts.forgotten(0, N1, GUEST);
    assertThat(facts.left(List.of("d0.0/state", "d1.0/log/1.log", "d11.0/state")))
        .containsExactly("d1.0/log/1.log");
  }

  private void assertBroken(String law) {
    assertThat(verdicts.found()).extracting(Violation::law).containsExactly(law);
  }
}
