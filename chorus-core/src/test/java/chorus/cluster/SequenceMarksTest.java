package chorus.cluster;

import static chorus.cluster.Commands.FORM;
import static chorus.cluster.Commands.MEMBERS;
import static chorus.cluster.Commands.shard;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.resp.Bytes;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is reserved once is never reserved again.
final class SequenceMarksTest {
  private static final Bytes ORDERS = Bytes.utf8("orders");
  private static final Epoch FIRST = new Epoch(1);
  private static final Ending ENDING =
      new Ending(Ending.Cause.DETECTED, MEMBERS.get(1), 1_790_000_000_000L, 1050, "silent");

  @Test
  void blocksFollowOneAnother() {
    ClusterState state = led().after(reserve(1, 0, 100)).after(reserve(1, 100, 200));
    assertThat(marks(state).of(ORDERS)).isEqualTo(300);
    assertThat(marks(state).of(Bytes.utf8("other"))).isZero();
    assertThat(state.sequences(new DatabaseId(7)).of(ORDERS)).isZero();
  }

  @Test
  void aReservationThatComesTwiceOrLateReservesNothing() {
    ClusterState once = led().after(reserve(1, 0, 100));
    assertThat(once.after(reserve(1, 0, 100))).isSameAs(once);
    assertThat(once.after(reserve(1, 0, 50))).isSameAs(once);
    assertThat(once.after(reserve(1, 200, 100))).isSameAs(once);
  }

  @Test
  void onlyTheEpochThatLeadsReserves() {
    ClusterState led = led();
    assertThat(led.after(reserve(0, 0, 100))).isSameAs(led);
    assertThat(led.after(reserve(2, 0, 100))).isSameAs(led);
    ClusterState electing = led.after(new BeginElection(shard(0), FIRST, ENDING));
    assertThat(electing.after(reserve(1, 0, 100))).isSameAs(electing);
    assertThat(electing.after(reserve(2, 0, 100))).isSameAs(electing);
    ClusterState next = electing.after(elect(2));
    assertThat(next.after(reserve(1, 0, 100))).isSameAs(next);
    assertThat(marks(next.after(reserve(2, 0, 100))).of(ORDERS)).isEqualTo(100);
  }

  @Test
  void theNextEpochGoesOnAboveWhatWasReserved() {
    ClusterState next =
        led()
            .after(reserve(1, 0, 100))
            .after(new BeginElection(shard(0), FIRST, ENDING))
            .after(elect(2));
    assertThat(marks(next).of(ORDERS)).isEqualTo(100);
    assertThat(next.after(reserve(2, 0, 100))).isSameAs(next);
    assertThat(marks(next.after(reserve(2, 100, 100))).of(ORDERS)).isEqualTo(200);
  }

  @Test
  void whatNoSequenceMayBeIsRefused() {
    ClusterState led = led();
    Bytes longest = Bytes.wrap(new byte[Limits.SEQUENCE_NAME_BYTES]);
    Bytes tooLong = Bytes.wrap(new byte[Limits.SEQUENCE_NAME_BYTES + 1]);
    assertThat(led.after(reserve(longest, 0, 1))).isNotEqualTo(led);
    assertThat(led.after(reserve(tooLong, 0, 1))).isSameAs(led);
    assertThat(led.after(reserve(Bytes.EMPTY, 0, 1))).isSameAs(led);
    assertThat(led.after(reserve(1, 0, 0))).isSameAs(led);
    assertThat(led.after(reserve(1, 0, -1))).isSameAs(led);
    assertThat(led.after(reserve(1, 0, Limits.SEQUENCE_BLOCK))).isNotEqualTo(led);
    assertThat(led.after(reserve(1, 0, Limits.SEQUENCE_BLOCK + 1))).isSameAs(led);
  }

  @Test
  void aDatabaseHasSoManySequencesAndNoMoreButThoseGoOn() {
    ClusterState state = led();
    for (int each = 0; each < Limits.SEQUENCES; each++) {
      state = state.after(reserve(Bytes.utf8("s" + each), 0, 1));
    }
    assertThat(marks(state).highest()).hasSize(Limits.SEQUENCES);
    assertThat(state.after(reserve(ORDERS, 0, 1))).isSameAs(state);
    assertThat(marks(state).hasRoomFor(ORDERS)).isFalse();
    assertThat(marks(state.after(reserve(Bytes.utf8("s7"), 1, 1))).of(Bytes.utf8("s7")))
        .isEqualTo(2);
  }

  @Test
  void theLastNumberIsReservedAndNoneAboveIt() {
    SequenceMarks full =
        new SequenceMarks(Map.of(ORDERS, Long.MAX_VALUE - 1))
            .reserved(ORDERS, Long.MAX_VALUE - 1, 1);
    assertThat(full.of(ORDERS)).isEqualTo(Long.MAX_VALUE);
    assertThat(full.reserved(ORDERS, Long.MAX_VALUE, 1)).isSameAs(full);
  }

  @Test
  void marksNeverFall() {
    for (long seed = 1; seed <= 300; seed++) {
      List<ClusterState> states = Commands.history(new SplittableRandom(seed), 120);
      for (int at = 1; at < states.size(); at++) {
        ClusterState now = states.get(at);
        states
            .get(at - 1)
            .sequences()
            .forEach((database, marks) ->
                marks
                    .highest()
                    .forEach((name, highest) ->
                        assertThat(now.sequences(database).of(name))
                            .isGreaterThanOrEqualTo(highest)));
      }
    }
  }

  private static SequenceMarks marks(ClusterState state) {
    return state.sequences(new DatabaseId(0));
  }

  private static ClusterState led() {
    return ClusterState.EMPTY
        .after(FORM)
        .after(CreateDatabase.majority("main", 0, Engine.ROCKSDB, FailoverMode.AUTO))
        .after(new BeginElection(shard(0), Epoch.NONE, ENDING))
        .after(elect(1));
  }

  private static ElectLeader elect(long epoch) {
    Choice choice = new Choice(MEMBERS.get(0), 200, List.of());
    return new ElectLeader(shard(0), new Epoch(epoch), MEMBERS.get(0), 1, choice);
  }

  private static ReserveSequence reserve(long epoch, long expected, long size) {
    return new ReserveSequence(shard(0), new Epoch(epoch), ORDERS, expected, size);
  }

  private static ReserveSequence reserve(Bytes name, long expected, long size) {
    ShardId shard = shard(0);
    return new ReserveSequence(shard, FIRST, name, expected, size);
  }
}
