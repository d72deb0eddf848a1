package chorus.server.info;

import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.Member;
import chorus.definition.DatabaseDefinition;
import chorus.definition.MemberAddress;
import chorus.node.ClusterView;
import chorus.node.Peers;
import chorus.node.Routes;
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
/// Redis has one role per server, Chorus one per database: Redis' fields speak of the database with
/// the lowest index, and a line of our own of each.
public final class ReplicationInfo {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final int ID_DIGITS = 40;

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

  /// What the logs of this node take on disk.
  long logBytes() {
    ClusterView now = view.get();
    return now.state().definitions().stream()
        .flatMap(each -> now.status(config.node(), new ShardId(each.id(), 0)).stream())
        .mapToLong(ShardStatus::logBytes)
        .sum();
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
    Optional<ShardStatus> own = now.status(config.node(), shard);
    if (leader.filter(config.node()::equals).isPresent()) {
      leader(fields, now, own);
    } else {
      follower(fields, now, leader, own);
    }
    fields.put("master_failover_state", failoverState(now, shard));
    fields.put("master_replid", replicationId());
    fields.put("master_replid2", "0".repeat(ID_DIGITS));
    fields.put("master_repl_offset", own.map(each -> each.commit().toString()).orElse("0"));
    fields.put("second_repl_offset", "-1");
    fields.put("repl_backlog_active", own.isPresent() ? "1" : "0");
    fields.put("repl_backlog_size", own.map(each -> Long.toString(each.logBytes())).orElse("0"));
    fields.put(
        "repl_backlog_first_byte_offset",
        own.map(each -> each.base().next().toString()).orElse("0"));
    fields.put(
        "repl_backlog_histlen",
        own.map(each -> Long.toString(each.last().number() - each.base().number())).orElse("0"));
    fields.put("chorus_database", database.get().name());
    fields.put("chorus_epoch", now.state().leadership(shard).epoch().toString());
    fields.put("chorus_ack_mode", database.get().ack().mode().word());
    fields.put("chorus_commit_lsn", own.map(each -> each.commit().toString()).orElse("0"));
    fields.put("chorus_lag_ms", own.map(each -> lagMillis(now, shard, each)).orElse("-1"));
    fields.put(
        "chorus_divergent_writes_saved",
        own.map(each -> Long.toString(each.diverged())).orElse("0"));
    for (DatabaseDefinition each : byIndex(now)) {
      fields.put("chorus_db" + each.index(), database(now, each));
    }
    return fields;
  }

  /// Redis' words: while the successor catches up, and while commands wait for it to take over.
  private static String failoverState(ClusterView now, ShardId shard) {
    boolean holds =
        now.heard().values().stream()
            .flatMap(each -> each.shards().stream())
            .anyMatch(each ->
                each.shard().equals(shard) && each.standing() == ShardStatus.Standing.HANDING_OVER);
    if (holds) {
      return "failover-in-progress";
    }
    return now.switching().contains(shard) ? "waiting-for-sync" : "no-failover";
  }

  private String database(ClusterView now, DatabaseDefinition database) {
    ShardId shard = new ShardId(database.id(), 0);
    Optional<NodeId> leader = now.routes().of(shard).map(Routes.Route::leader);
    Optional<ShardStatus> own = now.status(config.node(), shard);
    String role =
        leader.filter(config.node()::equals).isPresent()
            ? "leader"
            : database.ack().replicas().contains(config.node())
                ? "follower"
                : database.learners().contains(config.node()) ? "learner" : "witness";
    return "name=%s,role=%s,leader=%s,epoch=%s,ack=%s,last_lsn=%s,commit_lsn=%s,applied_lsn=%s"
        .formatted(
            database.name(),
            role,
            leader.map(NodeId::name).orElse("?"),
            now.state().leadership(shard).epoch(),
            database.ack().mode().word(),
            own.map(each -> each.last().toString()).orElse("?"),
            own.map(each -> each.commit().toString()).orElse("?"),
            own.map(each -> each.applied().toString()).orElse("?"));
  }

  /// Redis counts the replicas that are connected; so one that the leader cannot reach is not here.
  private void leader(
      SequencedMap<String, String> fields, ClusterView now, Optional<ShardStatus> own) {
    List<FollowerStatus> followers =
        own.map(ShardStatus::followers).orElse(List.of()).stream()
            .filter(each -> each.feed() != ShardStatus.Feed.UNREACHABLE)
            .toList();
    fields.put("role", "master");
    fields.put("connected_slaves", Integer.toString(followers.size()));
    int number = 0;
    for (FollowerStatus each : followers) {
      Optional<MemberAddress> member = member(now, each.node());
      fields.put(
          "slave" + number++,
          "ip=%s,port=%d,state=%s,offset=%s,lag=%s"
              .formatted(
                  member.map(MemberAddress::host).orElse("?"),
                  member.map(MemberAddress::resp).orElse(0),
                  each.feed() == ShardStatus.Feed.STREAMING ? "online" : "wait_bgsave",
                  each.match(),
                  secondsSince(now, each.node())));
    }
  }

  private void follower(
      SequencedMap<String, String> fields,
      ClusterView now,
      Optional<NodeId> leader,
      Optional<ShardStatus> own) {
    Optional<MemberAddress> member = leader.flatMap(each -> member(now, each));
    fields.put("role", "slave");
    fields.put("master_host", member.map(MemberAddress::host).orElse("?"));
    fields.put("master_port", Integer.toString(member.map(MemberAddress::resp).orElse(0)));
    fields.put("master_link_status", leader.isPresent() ? "up" : "down");
    fields.put(
        "master_last_io_seconds_ago", leader.map(each -> secondsSince(now, each)).orElse("-1"));
    fields.put("master_sync_in_progress", "0");
    fields.put("slave_read_repl_offset", own.map(each -> each.last().toString()).orElse("0"));
    fields.put("slave_repl_offset", own.map(each -> each.applied().toString()).orElse("0"));
    fields.put("slave_priority", "100");
    fields.put("slave_read_only", "1");
    fields.put("replica_announced", "1");
    fields.put("connected_slaves", "0");
    if (leader.isEmpty()) {
      fields.put("master_link_down_since_seconds", "-1");
    }
  }

  /// For how long this node has lacked something that the leader has; 0 if it lacks nothing.
  private static String lagMillis(ClusterView now, ShardId shard, ShardStatus own) {
    return now.marks()
        .ageOf(shard, own.applied(), now.atNanos())
        .map(age -> Long.toString(age / MILLI))
        .orElse("0");
  }

  /// A line for each database that has keys, as its leader counted them last; without a leader, as
  /// this node did.
  SequencedMap<String, String> keyspace() {
    ClusterView now = view.get();
    var fields = new LinkedHashMap<String, String>();
    for (DatabaseDefinition each : byIndex(now)) {
      ShardId shard = new ShardId(each.id(), 0);
      now.routes()
          .of(shard)
          .flatMap(route -> now.status(route.leader(), shard))
          .or(() -> now.status(config.node(), shard))
          .filter(status -> status.keys() > 0)
          .ifPresent(status ->
              fields.put(
                  "db" + each.index(),
                  "keys=" + status.keys() + ",expires=" + status.expiring() + ",avg_ttl=0"));
    }
    return fields;
  }

  private static List<DatabaseDefinition> byIndex(ClusterView now) {
    return now.state().definitions().stream()
        .sorted(Comparator.comparingInt(DatabaseDefinition::index))
        .toList();
  }

  /// Whole seconds since the node was heard; -1 if it never was.
  private static String secondsSince(ClusterView now, NodeId node) {
    Peers.Heard heard = now.heard().get(node);
    return heard == null ? "-1" : Long.toString((now.atNanos() - heard.atNanos()) / SECOND);
  }

  private static Optional<MemberAddress> member(ClusterView now, NodeId node) {
    return now.state().members().of(node).map(Member::address);
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
