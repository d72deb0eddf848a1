package chorus.server.config;

import chorus.base.NodeId;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Engine;
import chorus.definition.Fsync;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.node.NodeOptions.IndexRange;
import chorus.server.config.ServerConfig.Debug;
import chorus.server.config.ServerConfig.Exposure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A cluster on this machine as demo and playground start it: node k, from 1, is `nk`; it serves
/// clients at `firstPort + k - 1`, and the rest 100, 200 and 300 ports above. Index 0 is `main`,
/// which loses nothing that it acknowledged; 1 is `feed`, which is quicker and may.
public record LocalCluster(String cluster, int nodes, int firstPort) {
  private static final String HOST = "127.0.0.1";
  private static final List<FirstDatabase> DATABASES =
      List.of(
          FirstDatabase.of("main", 0, Engine.ROCKSDB),
          new FirstDatabase(
              "feed",
              1,
              Engine.MEMORY,
              AckPolicy.of(AckMode.ASYNC).with(Fsync.EVERYSEC),
              CreateDatabase.ALL_MEMBERS));
  private static final IndexRange AUTO_CREATE = new IndexRange(4, 15);

  /// The configuration of node `k`, whose data goes to `data`.
  public ServerConfig config(int k, Path data) {
    List<Member> members = IntStream.rangeClosed(1, nodes).mapToObj(this::member).toList();
    return config(members.get(k - 1).id(), members, Optional.empty(), DATABASES, data);
  }

  /// The configuration of node `k`, which joins the running cluster by way of node `seed`.
  public ServerConfig joining(int k, int seed, Path data) {
    Member self = member(k);
    Seed running = new Seed(HOST, member(seed).resp());
    return config(self.id(), List.of(self), Optional.of(running), List.of(), data);
  }

  private ServerConfig config(
      NodeId node,
      List<Member> members,
      Optional<Seed> join,
      List<FirstDatabase> databases,
      Path data) {
    return new ServerConfig(
        cluster,
        node,
        members,
        join,
        data,
        HOST,
        databases,
        AUTO_CREATE,
        Optional.empty(),
        Sizes.DEFAULT,
        Exposure.LOOPBACK,
        Debug.ON);
  }

  private Member member(int k) {
    int port = firstPort + k - 1;
    return new Member(new NodeId("n" + k), HOST, port, port + 100, port + 200, port + 300);
  }
}
