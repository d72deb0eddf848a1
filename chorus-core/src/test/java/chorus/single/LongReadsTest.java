package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.resp.Reply;
import chorus.wire.PeerMessage.FenceRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A read of more than there is time for goes on beside the strand, on the rows as they were.
final class LongReadsTest {
  private static final Epoch EPOCH = new Epoch(1);
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final int MANY = Limits.ROWS_AT_ONCE + 500;
  private static final int PART = 50;

  private final RecordedAnswer reader = new RecordedAnswer();
  private LoneReplica leader =
      new LoneReplica(AckConfig.first(AckMode.MAJORITY, List.of(LoneReplica.SELF), List.of()));

  LongReadsTest() {
    leader.lead(EPOCH);
  }

  @Test
  void itSeesNothingOfWhatIsWrittenMeanwhile() {
    fill();
    RecordedAnswer writer = new RecordedAnswer();
    leader.replica().submit(reader.batch("SMEMBERS many"));
    leader.replica().submit(writer.batch("SADD many more", "SCARD many"));
    leader.advance(Duration.ZERO);
    assertThat(writer.only()).containsExactly("1", Integer.toString(MANY + 1));
    assertThat(members()).hasSize(MANY);
  }

  @Test
  void whatItsConnectionAsksNextComesAfterIt() {
    fill();
    leader.submit(reader.batch("SMEMBERS many", "SADD many more", "SCARD many"));
    assertThat(members()).hasSize(MANY);
    assertThat(reader.only().subList(1, 3)).containsExactly("1", Integer.toString(MANY + 1));
  }

  @Test
  void anErrorIsAnErrorThereToo() {
    fill();
    leader.submit(new RecordedAnswer().batch("SET text v"));
    leader.submit(reader.batch("SUNION many text"));
    assertThat(reader.said.getLast()).first().isInstanceOf(Reply.Error.class);
  }

  @Test
  void itsAnswerWaitsForWhatWasPending() {
    leader =
        new LoneReplica(
            AckConfig.first(AckMode.MAJORITY, List.of(LoneReplica.SELF, N2, N3), List.of()));
    leader.lead(EPOCH);
    confirm();
    fill();
    leader.advance(Turn.GATHER);
    leader.submit(reader.batch("SMEMBERS many"));
    assertThat(reader.said).isEmpty();
    confirm();
    assertThat(members()).hasSize(MANY);
  }

  /// Else a later leader, whose clock is behind, might show it again.
  @Test
  void whatItHidesSinceItHasExpiredIsRemoved() {
    inParts("MSET", " k%d v");
    leader.submit(new RecordedAnswer().batch("SET gone v PX 50"));
    leader.advance(Duration.ofMillis(60));
    leader.submit(reader.batch("KEYS *"));
    assertThat(members()).hasSize(MANY);
    leader.advance(Duration.ofMillis(500));
    assertThat(leader.replica().status().keys()).isEqualTo(MANY);
  }

  @Test
  void aLeadershipThatEndsSendsItElsewhere() {
    fill();
    leader.replica().submit(reader.batch("SMEMBERS many"));
    leader.receive(new FenceRequest(LoneReplica.SHARD, new Epoch(2)));
    assertThat(reader.notLeading).isEqualTo(1);
    assertThat(reader.said).isEmpty();
  }

  @Test
  void aReadOfTheNodesOwnRowsGoesOnBesideItToo() {
    fill();
    leader.advance(Duration.ofMillis(500));
    leader.replica().readHere(reader.batch("SCARD many", "SMEMBERS many"));
    assertThat(reader.said).as("not on the strand").isEmpty();
    leader.advance(Duration.ZERO);
    assertThat(reader.only().getFirst()).isEqualTo(Integer.toString(MANY));
  }

  @Test
  void itIsToldOfAsSlowThoughItKeepsNobodyWaiting() {
    fill();
    leader.env.offloadTakes = Duration.ofMillis(50);
    leader.replica().submit(reader.batch("SMEMBERS many"));
    leader.advance(Duration.ofMillis(50));
    assertThat(members()).hasSize(MANY);
    leader.replica().readHere(reader.batch("SCARD many", "SUNION many"));
    leader.advance(Duration.ofMillis(50));
    assertThat(leader.stats.slow().all())
        .extracting(each -> each.words().getFirst().utf8() + " " + each.micros())
        .containsExactly("SUNION 50000", "SMEMBERS 50000");
  }

  private void fill() {
    inParts("SADD many", " m%d");
  }

  /// A command of so many words that its record is not too large, as often as it takes.
  private void inParts(String command, String words) {
    for (int first = 0; first < MANY; first += PART) {
      String part =
          IntStream.range(first, first + PART)
              .mapToObj(words::formatted)
              .collect(Collectors.joining());
      leader.submit(new RecordedAnswer().batch(command + part));
    }
  }

  private void confirm() {
    leader.confirm(N2, EPOCH, leader.replica().status().last().number());
  }

  private List<Reply> members() {
    return switch (reader.said.getLast().getFirst()) {
      case Reply.SetReply(var members) -> members;
      case Reply.Array(var members) -> members;
      case Reply other -> throw new AssertionError(other);
    };
  }
}
