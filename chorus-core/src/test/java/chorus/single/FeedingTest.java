package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import chorus.wire.PeerMessage.Append;
import java.util.List;
import org.junit.jupiter.api.Test;

/// To whom the leader of a chain sends records itself. The chain is n1, which leads, n2 and n3.
final class FeedingTest {
  private static final NodeId N1 = LoneReplica.SELF;
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Epoch EPOCH = new Epoch(1);
  private static final int SILENCE = 12;
  private static final int DETOUR = 20;

  private final RecordedAnswer writer = new RecordedAnswer();
  private final LoneReplica leader = new LoneReplica(config(AckMode.CHAIN));

  @Test
  void untilTheSuccessorIsHeardEverybodyIsFed() {
    leader.lead(EPOCH);
    leader.confirm(N3, EPOCH, 0);
    assertThat(records(N3)).isPositive();
  }

  @Test
  void thenTheSuccessorIsAndTheOthersAreOnlyWatched() {
    settled();
    leader.submit(writer.batch("SET k v"));
    assertThat(records(N2)).isEqualTo(1);
    leader.beat();
    List<Append> watching = leader.takeSentTo(N3, Append.class);
    assertThat(watching).isNotEmpty().allMatch(each -> each.records().isEmpty());
  }

  @Test
  void aWriteIsAnsweredWhenAllHaveItWhoeverSentIt() {
    settled();
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N3, EPOCH, end());
    assertThat(writer.said).isEmpty();
    leader.confirm(N2, EPOCH, end());
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void whileTheSuccessorIsSilentTheNextOneIsFed() {
    settled();
    for (int beat = 0; beat < SILENCE; beat++) {
      leader.beat();
      leader.confirm(N3, EPOCH, end());
    }
    records(N3);
    leader.replica().beatNow();
    leader.beat();
    assertThat(records(N3)).isPositive();
    leader.confirm(N2, EPOCH, end());
    leader.confirm(N3, EPOCH, end());
    leader.beat();
    records(N3);
    leader.submit(writer.batch("SET k v"));
    assertThat(records(N3)).isZero();
  }

  @Test
  void aFollowerThatGetsNoFurtherIsFedForAWhile() {
    settled();
    long had = end();
    leader.submit(writer.batch("SET k v"));
    for (int beat = 0; beat < 6; beat++) {
      leader.beat();
      leader.confirm(N2, EPOCH, end());
      leader.confirm(N3, EPOCH, had);
    }
    assertThat(records(N3)).isPositive();
    leader.confirm(N3, EPOCH, end());
    assertThat(writer.only()).containsExactly("OK");
    for (int beat = 0; beat <= DETOUR; beat++) {
      leader.beat();
      leader.confirm(N2, EPOCH, end());
      leader.confirm(N3, EPOCH, end());
    }
    records(N3);
    leader.submit(new RecordedAnswer().batch("SET k w"));
    assertThat(records(N3)).isZero();
  }

  @Test
  void whenTheModeIsAnotherOneEverybodyIsFed() {
    settled();
    leader.define(LoneReplica.defined(config(AckMode.ALL)));
    leader.beat();
    leader.confirm(N3, EPOCH, end());
    leader.submit(writer.batch("SET k v"));
    assertThat(records(N3)).isEqualTo(1);
  }

  /// Else a replica whose joining was put off would never be fed again (seed 3696).
  @Test
  void whoIsNoPartOfTheChainIsFed() {
    settled();
    DatabaseDefinition joining =
        LoneReplica.defined(new AckConfig(1, AckMode.CHAIN, List.of(N1, N2), List.of(), List.of()))
            .placedOn(List.of(N1, N2, N3));
    leader.define(joining);
    leader.beat();
    leader.confirm(N3, EPOCH, end(), joining.placement().life(N3));
    leader.submit(writer.batch("SET k v"));
    assertThat(records(N3)).isEqualTo(1);
  }

  /// It leads, and has chosen whom to feed.
  private void settled() {
    leader.lead(EPOCH);
    leader.confirm(N2, EPOCH, end());
    leader.confirm(N3, EPOCH, end());
    leader.beat();
    leader.confirm(N2, EPOCH, end());
    leader.confirm(N3, EPOCH, end());
    records(N2);
    records(N3);
  }

  /// How many records were sent to `node` since this was last asked.
  private long records(NodeId node) {
    return leader.takeSentTo(node, Append.class).stream()
        .mapToLong(each -> each.records().size())
        .sum();
  }

  private long end() {
    return leader.replica().status().last().number();
  }

  private static AckConfig config(AckMode mode) {
    return new AckConfig(1, mode, List.of(N1, N2, N3), List.of(), List.of());
  }
}
