package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.log.LogOptions;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Reply;
import chorus.store.ScrubReport;
import chorus.testing.MemoryDisk;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Stored rows turn out to be damaged while the replica runs: it makes them again from its log.
final class RowsRebuiltTest {
  private static final Duration STORED = Duration.ofMillis(60);

  private final TightEngine engine = new TightEngine();
  private final LoneReplica process =
      new LoneReplica(new MemoryDisk(), 1, engine, LogOptions.defaults());

  @BeforeEach
  void write() {
    process.lead(new Epoch(1));
    run("SET a 1");
    run("HSET h f v");
    process.advance(STORED);
  }

  @Test
  void aLeaderThatReadsDamageGivesUpAndNothingIsExecuted() {
    engine.rot();
    assertThat(text(run("INCR a"))).startsWith("UNAVAILABLE not executed");
    assertThat(status().standing()).isNotEqualTo(Standing.LEADING);
    leadAgain();
    assertThat(run("GET a")).isEqualTo(Reply.bulk("1"));
  }

  @Test
  void damageThatIsMetWhenRowsAreStoredIsRepaired() {
    assertThat(run("SET b 2")).isEqualTo(Reply.OK);
    engine.rot();
    process.advance(STORED);
    leadAgain();
    assertThat(run("GET b")).isEqualTo(Reply.bulk("2"));
    assertThat(run("HGET h f")).isEqualTo(Reply.bulk("v"));
    assertThat(engine.opened).isEqualTo(2);
  }

  @Test
  void theLogCountsAllTheTime() {
    Lsn durable = status().durable();
    engine.rot();
    run("GET a");
    assertThat(status().durable()).isEqualTo(durable);
    assertThat(status().wholeness()).isEqualTo(Wholeness.WHOLE);
    assertThat(status().applied()).isEqualTo(durable);
  }

  @Test
  void anEpochThatWasGivenUpIsNotLedAgain() {
    engine.rot();
    run("GET a");
    assertThat(status().standing()).isEqualTo(Standing.ABDICATED);
    process.lead(new Epoch(1));
    assertThat(status().standing()).isEqualTo(Standing.ABDICATED);
  }

  @Test
  void verifyingFindsDamageAndRepairsIt() {
    engine.rot();
    ScrubReport found = verify();
    assertThat(found.repaired()).singleElement().asString().contains("a row that rotted");
    assertThat(found.problems()).isEmpty();
    assertThat(found.rows().keys()).isEqualTo(2);
    assertThat(verify().repaired()).isEmpty();
  }

  @Test
  void damageThatNobodyAsksAboutIsFoundWithinAnHour() {
    engine.rot();
    process.advance(Scrub.INTERVAL.plus(Duration.ofMinutes(1)));
    assertThat(engine.opened).isEqualTo(2);
    leadAgain();
    assertThat(run("GET a")).isEqualTo(Reply.bulk("1"));
  }

  private void leadAgain() {
    process.lead(new Epoch(2));
    process.advance(STORED);
    assertThat(status().standing()).isEqualTo(Standing.LEADING);
  }

  private ScrubReport verify() {
    List<ScrubReport> said = new ArrayList<>();
    process.replica().verify(said::add);
    process.advance(Duration.ofSeconds(1));
    return said.getFirst();
  }

  private ShardStatus status() {
    return process.replica().status();
  }

  private Reply run(String line) {
    RecordedAnswer answer = new RecordedAnswer();
    process.submit(answer.batch(line));
    return answer.said.getFirst().getFirst();
  }

  private static String text(Reply reply) {
    return ((Reply.Error) reply).text();
  }
}
