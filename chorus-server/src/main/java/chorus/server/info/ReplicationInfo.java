package chorus.server.info;

import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.definition.DatabaseDefinition;
import chorus.node.ClusterView;
import chorus.node.Peers;
import chorus.node.Routes;
import chorus.server.config.Member;
import chorus.server.config.ServerConfig;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.FollowerStatus;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Supplier;

/// INFO's replication and keyspace sections, from what this node knows of the cluster.
///
/// Redis has one role per server, Chorus one per database: the section speaks of the database with
/// the lowest index.
public final class ReplicationInfo {
  private static final long MILLION = 1_000_000;

  private final ServerConfig config;
  private final Supplier<ClusterView> view;
  private final String runId = hex(UUID.randomUUID()) + "00000000";

  public ReplicationInfo(ServerConfig config, Supplier<ClusterView> view) {
    this.config = config;
    this.view = view;
  }

  /// Forty hexadecimal digits, new at each start.
  String runId() {
    return runId;
  }

  SequencedMap<String, String> fields() {
    ClusterView now = view.get();
    var fields = new LinkedHashMap<String, String>();
    Optional<DatabaseDefinition> database =
        now.state().definitions().stream().min(Comparator.comparingInt(DatabaseDefinition::index));
    if (database.isEmpty()) {
      fields.put("role", "slave");
      fields.put("master_link_status", "down");
      return fields;
    }
    ShardId shard = new ShardId(database.get().id(), 0);
    Optional<NodeId> leader = now.routes().of(shard).map(Routes.Route::leader);
    Optional<ShardStatus> own = status(now, config.node(), shard);
    if (leader.filter(config.node()::equals).isPresent()) {
      leader(fields, own);
    } else {
      follower(fields, now, leader, own);
    }
    fields.put("master_replid", replicationId());
    fields.put("master_repl_offset", own.map(each -> each.commit().toString()).orElse("0"));
    fields.put("chorus_database", database.get().name());
    fields.put("chorus_epoch", now.state().leadership(shard).epoch().toString());
    fields.put("chorus_ack_mode", database.get().ack().mode().word());
    fields.put("chorus_commit_lsn", own.map(each -> each.commit().toString()).orElse("0"));
    return fields;
  }

  private void leader(SequencedMap<String, String> fields, Optional<ShardStatus> own) {
    List<FollowerStatus> followers = own.map(ShardStatus::followers).orElse(List.of());
    fields.put("role", "master");
    fields.put("connected_slaves", Integer.toString(followers.size()));
    int number = 0;
    for (FollowerStatus each : followers) {
      Optional<Member> member = member(each.node());
      fields.put(
          "slave" + number++,
          "ip=%s,port=%d,state=%s,offset=%s,lag=0"
              .formatted(
                  member.map(Member::host).orElse("?"),
                  member.map(Member::resp).orElse(0),
                  each.feed() == ShardStatus.Feed.STREAMING ? "online" : "wait_bgsave",
                  each.match()));
    }
  }

  private void follower(
      SequencedMap<String, String> fields,
      ClusterView now,
      Optional<NodeId> leader,
      Optional<ShardStatus> own) {
    Optional<Member> member = leader.flatMap(this::member);
    Optional<Peers.Heard> heard = leader.map(now.heard()::get);
    fields.put("role", "slave");
    fields.put("master_host", member.map(Member::host).orElse("?"));
    fields.put("master_port", Integer.toString(member.map(Member::resp).orElse(0)));
    fields.put("master_link_status", leader.isPresent() ? "up" : "down");
    fields.put(
        "master_last_io_seconds_ago",
        heard
            .map(each -> Long.toString((now.atNanos() - each.atNanos()) / (1000 * MILLION)))
            .orElse("-1"));
    fields.put("master_sync_in_progress", "0");
    fields.put("slave_repl_offset", own.map(each -> each.applied().toString()).orElse("0"));
    fields.put("slave_priority", "100");
    fields.put("slave_read_only", "1");
    fields.put("replica_announced", "1");
    fields.put("connected_slaves", "0");
  }

  /// Only databases that this node holds rows of. How many, it counts in no cheap place yet.
  SequencedMap<String, String> keyspace() {
    return new LinkedHashMap<>();
  }

  private Optional<Member> member(NodeId node) {
    return config.members().stream().filter(each -> each.id().equals(node)).findFirst();
  }

  private static Optional<ShardStatus> status(ClusterView now, NodeId node, ShardId shard) {
    Peers.Heard heard = now.heard().get(node);
    return heard == null
        ? Optional.empty()
        : heard.shards().stream().filter(each -> each.shard().equals(shard)).findFirst();
  }

  /// The same for every node of a cluster.
  private String replicationId() {
    return hex(UUID.nameUUIDFromBytes(config.cluster().getBytes(StandardCharsets.UTF_8)))
        + "00000000";
  }

  private static String hex(UUID id) {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(id.getMostSignificantBits())
        + format.toHexDigits(id.getLeastSignificantBits());
  }
}
