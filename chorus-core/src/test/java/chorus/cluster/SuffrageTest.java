package chorus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.cluster.MetaCommand.StartNode;
import chorus.cluster.Suffrage.Hearing;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.testing.Addresses;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who votes in the control plane, as members come, go and fall silent. The controller is n1.
final class SuffrageTest {
  private ClusterState state = ClusterState.EMPTY;
  private MetaMembers group = MetaMembers.first(List.of(peer(1)));
  private final Map<NodeId, Hearing> heard = new TreeMap<>();

  @Test
  void oneThreeOrFiveVoteAsTheClusterGrows() {
    form(1);
    int[] voters = {1, 1, 3, 3, 5, 5, 5};
    for (int size = 2; size <= 7; size++) {
      add(size);
      settle();
      assertThat(names(group.voters())).as("of " + size).hasSize(voters[size - 1]).contains("n1");
      assertThat(group.all()).hasSize(size);
    }
  }

  @Test
  void aNewcomerListensBeforeItVotes() {
    form(3);
    add(4);
    add(5);
    MetaMembers first = next();
    assertThat(names(first.voters())).containsExactly("n1", "n2", "n3");
    assertThat(names(first.listeners())).containsExactly("n4", "n5");
    group = first;
    assertThat(names(next().voters())).hasSize(5);
  }

  @Test
  void whoNeverStartedNeverVotes() {
    form(3);
    state = state.after(new AddMember(node(4), 1, Addresses.of(4)));
    add(5);
    settle();
    assertThat(names(group.voters())).containsExactly("n1", "n2", "n3");
    assertThat(names(group.listeners())).containsExactly("n4", "n5");
  }

  @Test
  void whoDoesNotAnswerIsNotLetIn() {
    form(3);
    add(4);
    heard.put(node(4), Hearing.SILENT);
    assertThat(next()).isEqualTo(group);
  }

  @Test
  void aSilentVoterStaysAndALostOneIsReplaced() {
    form(3);
    add(4);
    settle();
    heard.put(node(2), Hearing.SILENT);
    assertThat(next()).isEqualTo(group);
    heard.put(node(2), Hearing.LOST);
    assertThat(names(next().voters())).containsExactly("n1", "n3", "n4");
    heard.put(node(4), Hearing.SILENT);
    assertThat(next()).isEqualTo(group);
  }

  @Test
  void aRemovedVoterIsReplaced() {
    form(3);
    add(4);
    settle();
    state = state.after(new RemoveMember(node(2), 1));
    settle();
    assertThat(names(group.voters())).containsExactly("n1", "n3", "n4");
    assertThat(group.listeners()).isEmpty();
  }

  @Test
  void aControllerThatIsRemovedLeavesItsVoteToTheOthers() {
    form(2);
    state = state.after(new RemoveMember(node(1), 1));
    settle();
    assertThat(names(group.all())).containsExactly("n2");
  }

  @Test
  void anotherIncarnationIsAnotherOne() {
    form(3);
    add(4);
    settle();
    state = state.after(new RemoveMember(node(4), 1));
    state = state.after(new AddMember(node(4), 2, Addresses.of(4)));
    assertThat(next().listeners()).extracting(MetaPeer::id).containsExactly("n4-2");
  }

  private void form(int size) {
    List<NodeId> nodes = IntStream.rangeClosed(1, size).mapToObj(SuffrageTest::node).toList();
    state = ClusterState.EMPTY.after(new FormCluster("blue", Addresses.of(nodes)));
    nodes.forEach(each -> state = state.after(new StartNode(each, 1, 0)));
    group = MetaMembers.first(IntStream.rangeClosed(1, size).mapToObj(SuffrageTest::peer).toList());
  }

  private void add(int number) {
    state =
        state
            .after(new AddMember(node(number), 1, Addresses.of(number)))
            .after(new StartNode(node(number), 1, 0));
  }

  private MetaMembers next() {
    return Suffrage.of(
        state.members(), group, node(1), each -> heard.getOrDefault(each, Hearing.ANSWERS));
  }

  private void settle() {
    while (!next().equals(group)) {
      group = next();
    }
  }

  private static NodeId node(int number) {
    return new NodeId("n" + number);
  }

  private static MetaPeer peer(int number) {
    return new MetaPeer(node(number), 1, "127.0.0.1", 7300 + number);
  }

  private static List<String> names(Collection<MetaPeer> peers) {
    return peers.stream().map(each -> each.node().name()).toList();
  }
}
