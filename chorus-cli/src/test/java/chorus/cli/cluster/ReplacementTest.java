package chorus.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.cluster.Replacement.Step;
import chorus.cli.cluster.StatusReport.Database;
import chorus.cli.cluster.StatusReport.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// n4 takes the place of n1.
final class ReplacementTest {
  private static final Node N1 = node("n1", "follower", "streaming");
  private static final Node N2 = node("n2", "leader", "leading");
  private static final Node N3 = node("n3", "follower", "streaming");

  @Test
  void theNewNodeJoinsAndTheOldOneLeavesInOneWish() {
    assertThat(command(database("n2", List.of(), List.of(), N1, N2, N3)))
        .isEqualTo("CHORUS DB REPLICAS main ADD n4 REMOVE n1");
  }

  @Test
  void whileThatGoesOnNothingIsAsked() {
    Node learner = node("n4", "learner", "streaming");
    assertThat(next(database("n2", List.of("n4"), List.of("n1"), N1, N2, N3, learner)))
        .isInstanceOf(Step.Wait.class);
  }

  @Test
  void whoLeadsHandsOverFirst() {
    Node leading = node("n1", "leader", "leading");
    Node following = node("n2", "follower", "streaming");
    assertThat(command(database("n1", List.of(), List.of(), leading, following, N3)))
        .isEqualTo("CHORUS LEADER MOVE main TO n2");
    Node fresh = node("n4", "follower", "streaming");
    assertThat(command(database("n1", List.of(), List.of(), leading, following, fresh)))
        .isEqualTo("CHORUS LEADER MOVE main TO n4");
    Node behind = node("n2", "follower", "probing");
    assertThat(next(database("n1", List.of(), List.of(), leading, behind)))
        .isInstanceOf(Step.Wait.class);
  }

  @Test
  void whoHoldsAReplicaAlreadyIsNotAdded() {
    Node fresh = node("n4", "follower", "streaming");
    assertThat(command(database("n2", List.of(), List.of(), N1, N2, fresh)))
        .isEqualTo("CHORUS DB REPLICAS main REMOVE n1");
  }

  @Test
  void whatTheOldNodeDoesNotHoldIsDone() {
    assertThat(next(database("n2", List.of(), List.of(), N2, N3))).isInstanceOf(Step.Done.class);
    Node witness = node("n1", "witness", "-");
    assertThat(next(database("n2", List.of(), List.of(), witness, N2, N3)))
        .isInstanceOf(Step.Done.class);
  }

  private static Step next(Database database) {
    return Replacement.next(database, "n1", "n4");
  }

  private static String command(Database database) {
    return next(database) instanceof Step.Command(var words, String _)
        ? String.join(" ", words)
        : "nothing";
  }

  private static Node node(String id, String role, String state) {
    return new Node(id, role, state, "ok", true, 1L, 1L, 1L, 1L, 0L, 0L, 0L, 0L, false, null);
  }

  private static Database database(
      @Nullable String leader, List<String> joining, List<String> leaving, Node... nodes) {
    return new Database(
        "main",
        0,
        "single-leader",
        "majority",
        2L,
        leader,
        "",
        null,
        null,
        null,
        0L,
        joining,
        leaving,
        null,
        List.of(nodes));
  }
}
