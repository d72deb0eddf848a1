package chorus.node;

import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.Leadership;
import chorus.definition.AckRule;
import chorus.definition.DatabaseDefinition;
import chorus.log.ReplicaState.Wholeness;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.FollowerStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The answer to `CHORUS STATUS`: every database on every node, from what each said within the last
/// heartbeats.
final class StatusJson {
  private static final int SCHEMA_VERSION = 1;
  private static final long MILLIS = 1_000_000;
  private static final String UNREACHABLE = "unreachable";

  private final ClusterView view;
  private final NodeOptions options;

  private StatusJson(ClusterView view, NodeOptions options) {
    this.view = view;
    this.options = options;
  }

  static String of(ClusterView view, NodeOptions options) {
    StatusJson json = new StatusJson(view, options);
    String databases =
        view.state().definitions().stream()
            .sorted(Comparator.comparingInt(DatabaseDefinition::index))
            .map(json::database)
            .collect(Collectors.joining(","));
    return "{\"schemaVersion\":%d,\"members\":[%s],\"databases\":[%s]}"
        .formatted(SCHEMA_VERSION, json.members(), databases);
  }

  private String members() {
    return Membership.known(view.state(), options).entrySet().stream()
        .map(each ->
            "{\"node\":%s,\"resp\":%s,\"clockAheadMillis\":%d}"
                .formatted(
                    text(each.getKey().name()),
                    text(each.getValue().clients()),
                    view.clocksOff().get(each.getKey())))
        .collect(Collectors.joining(","));
  }

  private String database(DatabaseDefinition definition) {
    ShardId shard = new ShardId(definition.id(), 0);
    Optional<NodeId> leader = leader(shard);
    String epoch = view.state().leadership(shard).epoch().toString();
    String named = leader.map(each -> text(each.name())).orElse("null");
    String nodes =
        Stream.concat(definition.holders().stream(), definition.ack().fenceGroup().stream())
            .distinct()
            .sorted()
            .map(node -> node(definition, shard, leader, node))
            .collect(Collectors.joining(","));
    return "{\"name\":%s,\"index\":%d,\"model\":%s,\"engine\":%s,\"ack\":%s"
            .formatted(
                text(definition.name()),
                definition.index(),
                text(definition.model().word()),
                text(definition.engine().word()),
                text(definition.ack().mode().word()))
        + ",\"epoch\":%s,\"leader\":%s,\"promise\":%s"
            .formatted(epoch, named, text(Promise.of(definition)))
        + ",\"joining\":%s,\"leaving\":%s"
            .formatted(names(definition.joining()), names(definition.leaving()))
        + ",\"fsync\":%s,\"next\":%s,\"onDegrade\":%s,\"degraded\":%s,\"diverged\":%d"
            .formatted(
                text(definition.fsync().word()),
                definition.nextMode().map(each -> text(each.word())).orElse("null"),
                text(definition.onDegrade().word()),
                degraded(definition, shard, leader),
                diverged(definition, shard))
        + ",\"droppedUntil\":"
        + definition.dropped().map(it -> Long.toString(it.untilMillis())).orElse("null")
        + ",\"shards\":[{\"shard\":0,\"epoch\":%s,\"leader\":%s,\"nodes\":[%s]}],\"nodes\":[%s]}"
            .formatted(epoch, named, nodes, nodes);
  }

  private String node(
      DatabaseDefinition definition, ShardId shard, Optional<NodeId> leader, NodeId node) {
    boolean silent = isSilent(node);
    Optional<ShardStatus> status = view.status(node, shard, options.timings().detection());
    boolean leads = leader.filter(node::equals).isPresent();
    String role = role(definition, node, leads, status);
    boolean holds = definition.holders().contains(node);
    String state = silent ? UNREACHABLE : holds ? state(shard, leader, node, status) : "streaming";
    boolean isSynchronous = definition.ack().isSynchronous(node);
    return "{\"node\":%s,\"role\":\"%s\",\"state\":\"%s\",\"sync\":%s"
            .formatted(text(node.name()), role, state, isSynchronous)
        + ",\"lastLsn\":%s,\"durableLsn\":%s,\"commitLsn\":%s,\"appliedLsn\":%s"
            .formatted(
                number(status, each -> each.last().number()),
                number(status, each -> each.durable().number()),
                number(status, each -> each.commit().number()),
                number(status, each -> each.applied().number()))
        + ",\"logStartLsn\":%s,\"logBytes\":%s,\"needsSnapshot\":%s,\"copiedBytes\":%s"
            .formatted(
                number(status, each -> each.base().number() + 1),
                number(status, ShardStatus::logBytes),
                needsSnapshot(shard, leader, node),
                leader
                    .flatMap(each -> follower(shard, each, node))
                    .map(each -> Long.toString(each.copiedBytes()))
                    .orElse("null"))
        + ",\"disk\":"
        + status.map(StatusJson::disk).orElse("null")
        + ",\"keys\":"
        + number(status, ShardStatus::keys)
        + ",\"diverged\":"
        + number(status, ShardStatus::diverged)
        + lag(shard, leader, node, status)
        + "}";
  }

  /// Whether the leader's log begins behind what `node` had when it was last heard: it cannot catch
  /// up by records alone. `null` if nobody leads or the node was never heard.
  private String needsSnapshot(ShardId shard, Optional<NodeId> leader, NodeId node) {
    Optional<ShardStatus> ever = view.status(node, shard);
    return leader
        .flatMap(each -> view.status(each, shard))
        .filter(_ -> ever.isPresent())
        .map(lead -> ever.filter(it -> it.last().isBefore(lead.base())).isPresent())
        .map(String::valueOf)
        .orElse("null");
  }

  /// Whose confirmation is missed, so that no write can be acknowledged.
  private String degraded(DatabaseDefinition definition, ShardId shard, Optional<NodeId> leader) {
    if (leader.isEmpty()) {
      return "null";
    }
    if (definition.isLoud()) {
      return text(
          "counts writes on the leader alone, " + definition.mode().word() + " lacks replicas");
    }
    AckRule rule = definition.ack().rule(leader.get());
    List<NodeId> silent =
        rule.counted().stream()
            .filter(each ->
                !each.equals(leader.get())
                    && follower(shard, leader.get(), each)
                        .filter(it -> it.feed() != ShardStatus.Feed.UNREACHABLE)
                        .isEmpty())
            .toList();
    List<NodeId> able = rule.counted().stream().filter(each -> !silent.contains(each)).toList();
    return rule.isMetBy(able)
        ? "null"
        : text(silent.stream().map(NodeId::name).collect(Collectors.joining(", ")) + " silent");
  }

  /// Writes in the diverged stores of all nodes, by what each said last.
  private long diverged(DatabaseDefinition definition, ShardId shard) {
    return definition.holders().stream()
        .flatMap(node -> view.status(node, shard).stream())
        .mapToLong(ShardStatus::diverged)
        .sum();
  }

  private static String disk(ShardStatus status) {
    return switch (status.standing()) {
      case STALLED, ABDICATED -> "\"stalled\"";
      case FAILED -> "\"failed\"";
      case REBUILDING -> "\"rebuilding\"";
      case DAMAGED -> "\"damaged\"";
      case FOLLOWING, ACTIVATING, LEADING, LEASELESS, HANDING_OVER -> "\"ok\"";
    };
  }

  private static String role(
      DatabaseDefinition definition, NodeId node, boolean leads, Optional<ShardStatus> status) {
    if (!definition.holders().contains(node)) {
      return "witness";
    }
    if (!definition.ack().replicas().contains(node)) {
      return "learner";
    }
    boolean whole = status.filter(each -> each.wholeness() != Wholeness.WHOLE).isEmpty();
    return leads ? "leader" : whole ? "follower" : "learner";
  }

  private String state(
      ShardId shard, Optional<NodeId> leader, NodeId node, Optional<ShardStatus> status) {
    if (status.filter(each -> each.standing() == ShardStatus.Standing.FAILED).isPresent()) {
      return UNREACHABLE;
    }
    if (leader.isEmpty() || status.isEmpty()) {
      return "probing";
    }
    if (leader.get().equals(node)) {
      return "leading";
    }
    return follower(shard, leader.get(), node)
        .map(each ->
            switch (each.feed()) {
              case PROBING -> "probing";
              case STREAMING -> "streaming";
              case SNAPSHOT -> "snapshot";
              case UNREACHABLE -> UNREACHABLE;
            })
        .orElse("probing");
  }

  private String lag(
      ShardId shard, Optional<NodeId> leader, NodeId node, Optional<ShardStatus> status) {
    Optional<ShardStatus> lead = leader.flatMap(each -> view.status(each, shard));
    if (lead.isEmpty() || status.isEmpty()) {
      return ",\"lagLsn\":null,\"lagBytes\":null,\"lagMillis\":null";
    }
    if (leader.filter(node::equals).isPresent()) {
      return ",\"lagLsn\":0,\"lagBytes\":0,\"lagMillis\":0";
    }
    Lsn applied = status.get().applied();
    long behind = Math.max(0, lead.get().commit().number() - applied.number());
    String bytes =
        behind == 0
            ? "0"
            : follower(shard, leader.get(), node)
                .map(each -> Long.toString(each.lagBytes()))
                .orElse("null");
    String millis =
        behind == 0
            ? "0"
            : view.marks()
                .ageOf(shard, applied, view.atNanos())
                .map(nanos -> Long.toString(nanos / MILLIS))
                .orElse("null");
    return ",\"lagLsn\":%d,\"lagBytes\":%s,\"lagMillis\":%s".formatted(behind, bytes, millis);
  }

  private Optional<NodeId> leader(ShardId shard) {
    return view.routes()
        .of(shard)
        .filter(route -> !isSilent(route.leader()))
        .filter(route -> view.state().leadership(shard) instanceof Leadership.Led)
        .map(Routes.Route::leader);
  }

  private Optional<FollowerStatus> follower(ShardId shard, NodeId leader, NodeId node) {
    return view.status(leader, shard).map(ShardStatus::followers).orElse(List.of()).stream()
        .filter(each -> each.node().equals(node))
        .findFirst();
  }

  private boolean isSilent(NodeId node) {
    return view.isSilent(node, options.timings().detection());
  }

  /// A JSON list.
  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(each -> text(each.name())).collect(Collectors.joining(",", "[", "]"));
  }

  /// A JSON string.
  private static String text(String value) {
    var text = new StringBuilder(value.length() + 2).append('"');
    value
        .chars()
        .forEach(each -> {
          if (each < ' ') {
            text.append("\\u%04x".formatted(each));
          } else {
            text.append(each == '"' || each == '\\' ? "\\" : "").append((char) each);
          }
        });
    return text.append('"').toString();
  }

  private static String number(Optional<ShardStatus> status, ToLongFunction<ShardStatus> part) {
    return status.map(each -> Long.toString(part.applyAsLong(each))).orElse("null");
  }
}
