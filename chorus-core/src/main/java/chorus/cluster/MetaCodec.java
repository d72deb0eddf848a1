package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.ClientsSaw;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.cluster.MetaCommand.Served;
import chorus.cluster.MetaCommand.StartNode;
import chorus.cluster.MetaCommand.UndropDatabase;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Fsync;
import chorus.definition.OnDegrade;
import chorus.definition.OnFollower;
import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.wire.AddressCodec;
import java.util.List;

/// The control plane's commands as bytes. Format 1.
public final class MetaCodec {
  private static final int FORM = 1;
  private static final int START = 2;
  private static final int CREATE = 3;
  private static final int BEGIN = 4;
  private static final int ELECT = 5;
  private static final int HAND_OVER = 6;
  private static final int ALTER = 7;
  private static final int SERVED = 8;
  private static final int CLIENTS_SAW = 9;
  private static final int RESERVE_SEQUENCE = 10;
  private static final int PLAN_ACK = 11;
  private static final int COMPLETE_ACK = 12;
  private static final int PLACE = 13;
  private static final int DROP = 14;
  private static final int UNDROP = 15;
  private static final int FORGET = 16;
  private static final int ADD_MEMBER = 20;
  private static final int REMOVE_MEMBER = 21;
  private static final int RENEW_MEMBER = 22;

  private MetaCodec() {}

  public static Bytes encode(MetaCommand command) {
    FieldWriter to = new FieldWriter(64);
    switch (command) {
      case FormCluster form ->
          MemberCodec.addresses(to.u8(FORM).text(form.clusterId()), form.members());
      case AddMember add ->
          AddressCodec.write(
              to.u8(ADD_MEMBER).text(add.node().name()).varint(add.incarnation()), add.address());
      case RemoveMember remove ->
          to.u8(REMOVE_MEMBER).text(remove.node().name()).varint(remove.incarnation());
      case RenewMember renew -> to.u8(RENEW_MEMBER).text(renew.node().name()).varint(renew.boot());
      case StartNode start ->
          to.u8(START).text(start.node().name()).varint(start.boot()).varint(start.after());
      case CreateDatabase create ->
          to.u8(CREATE)
              .text(create.name())
              .varint(create.index())
              .choice(create.engine())
              .choice(create.failover())
              .choice(create.onFollower())
              .choice(create.policy().mode())
              .choice(create.policy().fsync())
              .choice(create.policy().onDegrade())
              .varint(create.replicas());
      case AlterDatabase alter ->
          to.u8(ALTER)
              .varint(alter.database().number())
              .varint(alter.version())
              .choice(alter.failover())
              .choice(alter.onFollower())
              .choice(alter.policy().mode())
              .choice(alter.policy().fsync())
              .choice(alter.policy().onDegrade());
      case PlaceDatabase place ->
          nodes(
              to.u8(PLACE).varint(place.database().number()).varint(place.version()),
              place.replicas());
      case DropDatabase drop ->
          HistoryCodec.ending(
              to.u8(DROP)
                  .varint(drop.database().number())
                  .varint(drop.version())
                  .varint(drop.mark().untilMillis()),
              drop.ending());
      case UndropDatabase undrop ->
          to.u8(UNDROP).varint(undrop.database().number()).varint(undrop.version());
      case ForgetDatabase forget ->
          to.u8(FORGET)
              .varint(forget.database().number())
              .varint(forget.version())
              .varint(forget.atMillis());
      case PlanAck plan ->
          config(of(to.u8(PLAN_ACK), plan.shard(), plan.epoch()).varint(plan.base()), plan.next());
      case CompleteAck complete ->
          of(to.u8(COMPLETE_ACK), complete.shard(), complete.epoch()).varint(complete.version());
      case BeginElection begin ->
          HistoryCodec.ending(of(to.u8(BEGIN), begin.shard(), begin.from()), begin.ending());
      case ElectLeader elect -> {
        of(to.u8(ELECT), elect.shard(), elect.epoch());
        to.text(elect.leader().name()).varint(elect.boot());
        HistoryCodec.choice(to, elect.choice());
      }
      case HandOver over -> {
        of(to.u8(HAND_OVER), over.shard(), over.from());
        to.text(over.leader().name()).varint(over.boot());
        HistoryCodec.ending(to, over.ending());
      }
      case Served served ->
          of(to.u8(SERVED), served.shard(), served.epoch()).varint(served.tookMillis());
      case ClientsSaw saw -> {
        of(to.u8(CLIENTS_SAW), saw.shard(), saw.epoch()).text(saw.node().name());
        HistoryCodec.hindrance(to, saw.hindrance());
      }
      case ReserveSequence reserve ->
          of(to.u8(RESERVE_SEQUENCE), reserve.shard(), reserve.epoch())
              .sized(reserve.name())
              .varint(reserve.expected())
              .varint(reserve.size());
    }
    return to.done();
  }

  /// Throws [Malformed] for anything that [#encode] does not write.
  public static MetaCommand decode(Bytes source) {
    return new FieldReader("meta command", source).whole(MetaCodec::command);
  }

  static AckPolicy policy(FieldReader from) {
    return new AckPolicy(
        from.oneOf(AckMode.values()), from.oneOf(Fsync.values()), from.oneOf(OnDegrade.values()));
  }

  private static MetaCommand command(FieldReader from) {
    return switch (from.u8()) {
      case FORM -> new FormCluster(from.text(), MemberCodec.addresses(from));
      case ADD_MEMBER ->
          new AddMember(HistoryCodec.node(from), from.number(), AddressCodec.read(from));
      case REMOVE_MEMBER -> new RemoveMember(HistoryCodec.node(from), from.number());
      case RENEW_MEMBER -> new RenewMember(HistoryCodec.node(from), from.varint());
      case START -> new StartNode(new NodeId(from.text()), from.varint(), from.varint());
      case CREATE ->
          new CreateDatabase(
              from.text(),
              from.number(),
              from.oneOf(Engine.values()),
              from.oneOf(FailoverMode.values()),
              from.oneOf(OnFollower.values()),
              policy(from),
              from.number());
      case ALTER ->
          new AlterDatabase(
              new DatabaseId(from.number()),
              from.varint(),
              from.oneOf(FailoverMode.values()),
              from.oneOf(OnFollower.values()),
              policy(from));
      case PLACE -> new PlaceDatabase(new DatabaseId(from.number()), from.varint(), nodes(from));
      case DROP ->
          new DropDatabase(
              new DatabaseId(from.number()),
              from.varint(),
              new Dropped(from.count()),
              HistoryCodec.ending(from));
      case UNDROP -> new UndropDatabase(new DatabaseId(from.number()), from.varint());
      case FORGET -> new ForgetDatabase(new DatabaseId(from.number()), from.varint(), from.count());
      case PLAN_ACK -> new PlanAck(shard(from), epoch(from), from.varint(), config(from));
      case COMPLETE_ACK -> new CompleteAck(shard(from), epoch(from), from.varint());
      case BEGIN -> new BeginElection(shard(from), epoch(from), HistoryCodec.ending(from));
      case ELECT ->
          new ElectLeader(
              shard(from),
              epoch(from),
              HistoryCodec.node(from),
              from.varint(),
              HistoryCodec.choice(from));
      case HAND_OVER ->
          new HandOver(
              shard(from),
              epoch(from),
              HistoryCodec.node(from),
              from.varint(),
              HistoryCodec.ending(from));
      case SERVED -> new Served(shard(from), epoch(from), from.varint());
      case CLIENTS_SAW ->
          new ClientsSaw(
              shard(from), epoch(from), HistoryCodec.node(from), HistoryCodec.hindrance(from));
      case RESERVE_SEQUENCE ->
          new ReserveSequence(shard(from), epoch(from), from.sized(), from.varint(), from.varint());
      default -> throw from.malformed("no such meta command");
    };
  }

  static FieldWriter config(FieldWriter to, AckConfig config) {
    to.varint(config.version()).choice(config.mode());
    nodes(to, config.replicas());
    nodes(to, config.witnesses());
    return nodes(to, config.synchronous());
  }

  static AckConfig config(FieldReader from) {
    return new AckConfig(
        from.varint(), from.oneOf(AckMode.values()), nodes(from), nodes(from), nodes(from));
  }

  static FieldWriter nodes(FieldWriter to, List<NodeId> nodes) {
    to.varint(nodes.size());
    nodes.forEach(each -> to.text(each.name()));
    return to;
  }

  static List<NodeId> nodes(FieldReader from) {
    return from.list(each -> new NodeId(each.text()));
  }

  private static FieldWriter of(FieldWriter to, ShardId shard, Epoch epoch) {
    return shard(to, shard).varint(epoch.number());
  }

  private static Epoch epoch(FieldReader from) {
    return new Epoch(from.varint());
  }

  static FieldWriter shard(FieldWriter to, ShardId shard) {
    return to.varint(shard.database().number()).varint(shard.shard());
  }

  static ShardId shard(FieldReader from) {
    return new ShardId(new DatabaseId(from.number()), from.number());
  }
}
