package chorus.env;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who takes part in the control plane's log: voters decide on every entry and on who leads;
/// listeners follow, propose and read like them, but count in no majority. Both in the order of
/// their names, so that equal groups are equal values.
public record MetaMembers(List<MetaPeer> voters, List<MetaPeer> listeners) {
  public MetaMembers {
    voters = voters.stream().sorted().toList();
    listeners = listeners.stream().sorted().toList();
    Require.that(!voters.isEmpty(), "somebody votes");
    long nodes =
        Stream.concat(voters.stream(), listeners.stream()).map(MetaPeer::node).distinct().count();
    Require.that(
        nodes == voters.size() + listeners.size(), "a node takes part once", voters, listeners);
  }

  /// The members of a new cluster, of whom the first one, three or five vote.
  public static MetaMembers first(List<MetaPeer> members) {
    int voters = voters(members.size());
    return new MetaMembers(members.subList(0, voters), members.subList(voters, members.size()));
  }

  /// How many of so many members vote: one of one or two (two could never outvote a loss), three of
  /// three or four, else five.
  public static int voters(int members) {
    if (members <= 2) {
      return 1;
    }
    return members <= 4 ? 3 : 5;
  }

  /// Everybody, the voters first.
  public List<MetaPeer> all() {
    return Stream.concat(voters.stream(), listeners.stream()).toList();
  }

  /// The participant that runs on `node`.
  public Optional<MetaPeer> of(NodeId node) {
    return all().stream().filter(each -> each.node().equals(node)).findFirst();
  }

  public boolean contains(MetaPeer peer) {
    return voters.contains(peer) || listeners.contains(peer);
  }
}
