package chorus.server.config;

import chorus.base.NodeId;
import chorus.base.Require;
import chorus.definition.Engine;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.node.NodeOptions.IndexRange;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Everything that one node must know to start.
///
/// `members` form the cluster at its first start, and `databases` are what it begins with; those
/// with an index in `autoCreate` are made at their first write. A node with a seed to `join` lists
/// only itself: at its first start it asks the seed to be added to the cluster that runs there.
/// `bind` is the address that the node listens at. A node with an `engine` keeps the rows of all
/// its replicas in that one, whatever their databases say.
public record ServerConfig(
    String cluster,
    NodeId node,
    List<Member> members,
    Optional<Seed> join,
    Path data,
    String bind,
    List<FirstDatabase> databases,
    IndexRange autoCreate,
    Optional<Engine> engine,
    Sizes sizes,
    Exposure exposure,
    Debug debug) {
  public ServerConfig {
    members = List.copyOf(members);
    databases = List.copyOf(databases);
    Require.that(
        members.stream().anyMatch(member -> member.id().equals(node)),
        "a node is a member of its cluster",
        node);
  }

  /// Who can reach the node.
  public enum Exposure {
    /// Only programs on this machine.
    LOOPBACK,
    /// Anybody who reaches the address: there is neither TLS nor access control, and the operator
    /// has said that this is meant.
    INSECURE
  }

  /// Whether users may break the cluster on purpose, as in a demo or playground.
  public enum Debug {
    OFF,
    ON
  }

  /// This node among the members.
  public Member self() {
    return members.stream().filter(member -> member.id().equals(node)).findFirst().orElseThrow();
  }

  /// Where clients connect.
  public InetSocketAddress respAddress() {
    return new InetSocketAddress(bind, self().resp());
  }

  /// Where this node listens for its peers.
  public InetSocketAddress peerAddress() {
    return new InetSocketAddress(bind, self().peer());
  }
}
