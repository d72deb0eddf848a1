package chorus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
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
import chorus.definition.OnFollower;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.testing.Addresses;
import chorus.testing.Garbage;
import chorus.testing.Golden;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Format 1 of the control plane's commands and of its snapshots. A change of a golden file is a
/// change of format: what was committed must still be read.
final class MetaFormatTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(300), 2);
  private static final NodeId N2 = new NodeId("n2");

  private static final Ending ENDING =
      new Ending(Ending.Cause.FORCED, N2, 0x1_8000_0000L, 0x411, "asked for");
  private static final Hindrance HINDRANCE = new Hindrance(0x123, 0x456, 3, 2);
  private static final Choice CHOICE =
      new Choice(
          N2,
          0x99,
          List.of(
              new Choice.Candidate(
                  N2, new LogPosition(new Epoch(0x4321), new Lsn(0x777)), Wholeness.WHOLE),
              new Choice.Candidate(
                  new NodeId("n3"), new LogPosition(Epoch.NONE, Lsn.NONE), Wholeness.NOT_WHOLE)));

  private static final List<MetaCommand> COMMANDS =
      List.of(
          new FormCluster("blue-1", Addresses.of(List.of(new NodeId("n1"), N2))),
          new StartNode(N2, 0x1234, 0x1233),
          new AddMember(new NodeId("n4"), 2, Addresses.of(4)),
          new RemoveMember(new NodeId("n4"), 3),
          new RenewMember(new NodeId("n4"), 0x1_0000_0003L),
          CreateDatabase.majority("main", 7, Engine.MEMORY, FailoverMode.AUTO),
          new BeginElection(SHARD, new Epoch(0x4321), ENDING),
          new ElectLeader(SHARD, new Epoch(0x4322), N2, 9, CHOICE),
          new HandOver(SHARD, new Epoch(0x4322), N2, 10, ENDING),
          new AlterDatabase(
              new DatabaseId(300),
              0x321,
              FailoverMode.MANUAL,
              OnFollower.MOVED,
              AckPolicy.of(AckMode.MAJORITY)),
          new Served(SHARD, new Epoch(0x4322), 0x234),
          new ClientsSaw(SHARD, new Epoch(0x4322), N2, HINDRANCE),
          new PlanAck(
              SHARD,
              new Epoch(0x4322),
              0x122,
              new AckConfig(
                  0x123,
                  AckMode.SEMI_SYNC,
                  List.of(new NodeId("n1"), N2),
                  List.of(new NodeId("n3")),
                  List.of(N2, new NodeId("n1")))),
          new PlaceDatabase(new DatabaseId(300), 0x321, List.of(N2, new NodeId("n4"))),
          new CompleteAck(SHARD, new Epoch(0x4322), 0x123),
          new DropDatabase(new DatabaseId(300), 0x321, new Dropped(0x1_9000_0000L), ENDING),
          new UndropDatabase(new DatabaseId(300), 0x322),
          new ForgetDatabase(new DatabaseId(300), 0x323, 0x1_9000_0001L),
          new ReserveSequence(
              SHARD, new Epoch(0x4322), Bytes.utf8("order-id"), 0x1_8000_0000L, 0x1234));

  @Test
  void everyKindOfCommandIsWrittenAsTheGoldenFileSays() {
    SequencedMap<String, Bytes> encoded = new LinkedHashMap<>();
    COMMANDS.forEach(each -> encoded.put(each.getClass().getSimpleName(), MetaCodec.encode(each)));
    assertThat(encoded.keySet())
        .containsExactlyInAnyOrderElementsOf(Golden.kindsOf(MetaCommand.class));
    assertThat(Golden.lines(encoded)).isEqualTo(Golden.text("meta-commands"));
  }

  @Test
  void theGoldenCommandsAreRead() {
    assertThat(Golden.entries("meta-commands").values().stream().map(MetaCodec::decode))
        .containsExactlyElementsOf(COMMANDS);
  }

  @Test
  void everyKindOfLeadershipIsInTheGoldenState() {
    ClusterState state = goldenState();
    assertThat(
            state.leaderships().values().stream()
                .map(each -> each.getClass().getSimpleName())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(Golden.kindsOf(Leadership.class));
    SequencedMap<String, Bytes> encoded = new LinkedHashMap<>();
    encoded.put("Empty", StateCodec.encode(ClusterState.EMPTY));
    encoded.put("Blue", StateCodec.encode(state));
    assertThat(Golden.lines(encoded)).isEqualTo(Golden.text("meta-states"));
    assertThat(Golden.entries("meta-states").values().stream().map(StateCodec::decode))
        .containsExactly(ClusterState.EMPTY, state);
  }

  @Test
  void commandsSurviveTheirEncoding() {
    SplittableRandom random = new SplittableRandom(1);
    for (int time = 0; time < 5000; time++) {
      MetaCommand command = Commands.any(random, ClusterState.EMPTY);
      assertThat(MetaCodec.decode(MetaCodec.encode(command))).isEqualTo(command);
    }
  }

  @Test
  void statesSurviveTheirEncoding() {
    for (long seed = 1; seed <= 200; seed++) {
      for (ClusterState state : Commands.history(new SplittableRandom(seed), 40)) {
        assertThat(StateCodec.decode(StateCodec.encode(state))).isEqualTo(state);
      }
    }
  }

  @Test
  void aDecodedStateGoesOnAsTheOriginalDoes() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ClusterState state = Commands.history(random, 40).getLast();
      ClusterState restored = StateCodec.decode(StateCodec.encode(state));
      for (int step = 0; step < 40; step++) {
        MetaCommand command = Commands.any(random, state);
        state = state.after(command);
        restored = restored.after(command);
        assertThat(StateCodec.encode(restored)).isEqualTo(StateCodec.encode(state));
      }
    }
  }

  @Test
  void garbageIsNoCommand() {
    Garbage.refused(
        COMMANDS.stream().map(MetaCodec::encode).toList(),
        100_000,
        input -> MetaCodec.encode(MetaCodec.decode(input)));
  }

  @Test
  void garbageIsNoState() {
    List<Bytes> valid = new ArrayList<>();
    Commands.history(new SplittableRandom(3), 40)
        .forEach(each -> valid.add(StateCodec.encode(each)));
    Garbage.refused(valid, 100_000, input -> StateCodec.encode(StateCodec.decode(input)));
  }

  private static ClusterState goldenState() {
    ClusterState state = ClusterState.EMPTY;
    ShardId second = new ShardId(new DatabaseId(1), 0);
    ShardId third = new ShardId(new DatabaseId(2), 0);
    for (MetaCommand each :
        List.of(
            Commands.FORM,
            new StartNode(N2, 0x1234, 0),
            CreateDatabase.majority("main", 0, Engine.ROCKSDB, FailoverMode.AUTO),
            CreateDatabase.majority("feed", 1, Engine.MEMORY, FailoverMode.AUTO),
            CreateDatabase.majority("last", 15, Engine.ROCKSDB, FailoverMode.AUTO),
            CreateDatabase.majority("old", 16, Engine.ROCKSDB, FailoverMode.AUTO),
            CreateDatabase.majority("older", 17, Engine.ROCKSDB, FailoverMode.AUTO),
            new DropDatabase(new DatabaseId(3), 1, new Dropped(0x1_9000_0000L), ENDING),
            new DropDatabase(new DatabaseId(4), 1, new Dropped(0x1_9000_0000L), ENDING),
            new ForgetDatabase(new DatabaseId(4), 2, 0x1_9000_0000L),
            new BeginElection(second, Epoch.NONE, ENDING),
            new BeginElection(third, Epoch.NONE, ENDING),
            new ElectLeader(third, new Epoch(1), N2, 3, CHOICE),
            new HandOver(third, new Epoch(1), new NodeId("n1"), 4, ENDING),
            new AlterDatabase(
                new DatabaseId(1),
                1,
                FailoverMode.MANUAL,
                OnFollower.READONLY,
                AckPolicy.of(AckMode.MAJORITY)),
            new Served(third, new Epoch(1), 0x234),
            new ClientsSaw(third, new Epoch(2), N2, HINDRANCE),
            new ReserveSequence(third, new Epoch(2), Bytes.utf8("order-id"), 0, 0x64),
            new ReserveSequence(third, new Epoch(2), Bytes.utf8("order-id"), 0x64, 0xc8),
            new ReserveSequence(third, new Epoch(2), Bytes.utf8("a"), 0, 0x1234),
            new AddMember(new NodeId("n4"), 1, Addresses.of(4)),
            new AddMember(new NodeId("n5"), 1, Addresses.of(5)),
            new RemoveMember(new NodeId("n4"), 1))) {
      state = state.after(each);
    }
    return state;
  }
}
