package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.Ending.Cause;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Model;
import chorus.definition.OnFollower;
import chorus.definition.Placement;
import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The whole cluster state as bytes, for the meta log's snapshots. Format 1.
public final class StateCodec {
  private static final int FORMAT = 1;
  private static final int VACANT = 0;
  private static final int ELECTING = 1;
  private static final int LED = 2;

  private StateCodec() {}

  public static Bytes encode(ClusterState state) {
    FieldWriter to = new FieldWriter(512);
    to.u8(FORMAT).text(state.clusterId());
    MemberCodec.members(to, state.members());
    to.varint(state.databases().size());
    state.databases().values().forEach(each -> definition(to, each));
    to.varint(state.leaderships().size());
    state.leaderships().forEach((shard, each) -> leadership(MetaCodec.shard(to, shard), each));
    to.varint(state.histories().size());
    state
        .histories()
        .forEach((shard, each) -> HistoryCodec.history(MetaCodec.shard(to, shard), each));
    to.varint(state.sequences().size());
    state.sequences().forEach((database, each) -> marks(to.varint(database.number()), each));
    return to.varint(state.made()).done();
  }

  /// Throws [Malformed] for anything that [#encode] does not write.
  public static ClusterState decode(Bytes source) {
    FieldReader from = new FieldReader("cluster state", source);
    ClusterState state = from.whole(StateCodec::state);
    if (!encode(state).equals(source)) {
      throw from.malformed("is not in the order that is written");
    }
    return state;
  }

  private static ClusterState state(FieldReader from) {
    if (from.u8() != FORMAT) {
      throw from.malformed("a cluster state of another format");
    }
    String clusterId = from.text();
    Members members = MemberCodec.members(from);
    Map<DatabaseId, DatabaseDefinition> databases = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      DatabaseDefinition each = definition(from);
      databases.put(each.id(), each);
    }
    Map<ShardId, Leadership> leaderships = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      leaderships.put(MetaCodec.shard(from), leadership(from));
    }
    Map<ShardId, LeaderHistory> histories = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      histories.put(MetaCodec.shard(from), HistoryCodec.history(from));
    }
    Map<DatabaseId, SequenceMarks> sequences = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      sequences.put(new DatabaseId(from.number()), marks(from));
    }
    return new ClusterState(
        clusterId, members, databases, leaderships, histories, sequences, from.number());
  }

  private static void marks(FieldWriter to, SequenceMarks marks) {
    to.varint(marks.highest().size());
    marks.highest().forEach((name, highest) -> to.sized(name).varint(highest));
  }

  private static SequenceMarks marks(FieldReader from) {
    Map<Bytes, Long> highest = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      highest.put(from.sized(), from.varint());
    }
    return new SequenceMarks(highest);
  }

  private static void definition(FieldWriter to, DatabaseDefinition each) {
    to.varint(each.id().number()).text(each.name()).varint(each.index());
    to.choice(each.model()).choice(each.engine());
    to.choice(each.mode()).choice(each.fsync()).choice(each.onDegrade());
    MetaCodec.config(to, each.ack());
    HistoryCodec.optional(to, each.next(), MetaCodec::config);
    to.choice(each.failover())
        .choice(each.onFollower())
        .varint(each.version())
        .varint(each.lossyTo().number());
    placement(to, each.placement());
    HistoryCodec.optional(to, each.dropped(), (into, mark) -> into.varint(mark.untilMillis()));
  }

  private static DatabaseDefinition definition(FieldReader from) {
    return new DatabaseDefinition(
        new DatabaseId(from.number()),
        from.text(),
        from.number(),
        from.oneOf(Model.values()),
        from.oneOf(Engine.values()),
        MetaCodec.policy(from),
        MetaCodec.config(from),
        HistoryCodec.optional(from, MetaCodec::config),
        from.oneOf(FailoverMode.values()),
        from.oneOf(OnFollower.values()),
        from.varint(),
        new Epoch(from.varint()),
        placement(from),
        HistoryCodec.optional(from, each -> new Dropped(each.count())));
  }

  private static void placement(FieldWriter to, Placement placement) {
    MetaCodec.nodes(to, placement.wanted()).varint(placement.since().size());
    placement.since().forEach((node, version) -> to.text(node.name()).varint(version));
  }

  private static Placement placement(FieldReader from) {
    List<NodeId> wanted = MetaCodec.nodes(from);
    Map<NodeId, Long> since = new TreeMap<>();
    for (int left = from.number(); left > 0; left--) {
      since.put(new NodeId(from.text()), from.varint());
    }
    return new Placement(wanted, since);
  }

  private static void leadership(FieldWriter to, Leadership leadership) {
    switch (leadership) {
      case Leadership.Vacant() -> to.u8(VACANT);
      case Leadership.Electing(Epoch epoch, Optional<NodeId> before, Cause cause) -> {
        to.u8(ELECTING).varint(epoch.number());
        HistoryCodec.optional(to, before, HistoryCodec::node);
        to.choice(cause);
      }
      case Leadership.Led(Epoch epoch, NodeId leader, long boot, Cause cause) ->
          to.u8(LED).varint(epoch.number()).text(leader.name()).varint(boot).choice(cause);
    }
  }

  private static Leadership leadership(FieldReader from) {
    return switch (from.u8()) {
      case VACANT -> new Leadership.Vacant();
      case ELECTING ->
          new Leadership.Electing(
              new Epoch(from.varint()),
              HistoryCodec.optional(from, HistoryCodec::node),
              from.oneOf(Cause.values()));
      case LED ->
          new Leadership.Led(
              new Epoch(from.varint()),
              new NodeId(from.text()),
              from.varint(),
              from.oneOf(Cause.values()));
      default -> throw from.malformed("no such kind of leadership");
    };
  }
}
