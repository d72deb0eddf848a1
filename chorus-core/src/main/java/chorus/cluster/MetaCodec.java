package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.StartNode;
import chorus.definition.Engine;
import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;

/// The control plane's commands as bytes. Format 1.
public final class MetaCodec {
  private static final int FORM = 1;
  private static final int START = 2;
  private static final int CREATE = 3;
  private static final int BEGIN = 4;
  private static final int ELECT = 5;
  private static final int HAND_OVER = 6;

  private MetaCodec() {}

  public static Bytes encode(MetaCommand command) {
    FieldWriter to = new FieldWriter(64);
    switch (command) {
      case FormCluster form -> {
        to.u8(FORM).text(form.clusterId()).varint(form.members().size());
        form.members().forEach(each -> to.text(each.name()));
      }
      case StartNode start -> to.u8(START).text(start.node().name()).varint(start.boot());
      case CreateDatabase create ->
          to.u8(CREATE).text(create.name()).varint(create.index()).choice(create.engine());
      case BeginElection begin -> shard(to.u8(BEGIN), begin.shard()).varint(begin.from().number());
      case ElectLeader elect ->
          shard(to.u8(ELECT), elect.shard())
              .varint(elect.epoch().number())
              .text(elect.leader().name())
              .varint(elect.boot());
      case HandOver over ->
          shard(to.u8(HAND_OVER), over.shard())
              .varint(over.from().number())
              .text(over.leader().name())
              .varint(over.boot());
    }
    return to.done();
  }

  /// Throws [Malformed] for anything that [#encode] does not write.
  public static MetaCommand decode(Bytes source) {
    return new FieldReader("meta command", source).whole(MetaCodec::command);
  }

  private static MetaCommand command(FieldReader from) {
    return switch (from.u8()) {
      case FORM -> new FormCluster(from.text(), from.list(each -> new NodeId(each.text())));
      case START -> new StartNode(new NodeId(from.text()), from.varint());
      case CREATE -> new CreateDatabase(from.text(), from.number(), from.oneOf(Engine.values()));
      case BEGIN -> new BeginElection(shard(from), new Epoch(from.varint()));
      case ELECT ->
          new ElectLeader(
              shard(from), new Epoch(from.varint()), new NodeId(from.text()), from.varint());
      case HAND_OVER ->
          new HandOver(
              shard(from), new Epoch(from.varint()), new NodeId(from.text()), from.varint());
      default -> throw from.malformed("no such meta command");
    };
  }

  static FieldWriter shard(FieldWriter to, ShardId shard) {
    return to.varint(shard.database().number()).varint(shard.shard());
  }

  static ShardId shard(FieldReader from) {
    return new ShardId(new DatabaseId(from.number()), from.number());
  }
}
