package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.log.LogOptions;
import chorus.log.ReplicaState.Wholeness;
import chorus.store.ScrubReport;
import chorus.testing.MemoryDisk;
import chorus.wire.PeerMessage.FetchRecords;
import chorus.wire.PeerMessage.FetchedRecords;
import chorus.wire.PeerMessage.SnapshotAsk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The log is damaged in a record that every other replica has trimmed off its own: they have it in
/// their rows alone (seed 3068).
final class OutlivedLogTest {
  private static final NodeId OTHER = new NodeId("n2");
  private static final String FIRST_SEGMENT = "d0.0/log/0000000000000001.log";
  private static final int IN_A_RECORD = 500;
  private static final int WRITES = 100;

  private final MemoryDisk disk = new MemoryDisk();
  private final TightEngine engine = new TightEngine();
  private final List<ScrubReport> said = new ArrayList<>();
  private final LoneReplica process = new LoneReplica(disk, 1, engine, new LogOptions(4096, 0));

  @BeforeEach
  void write() {
    process.define(
        LoneReplica.defined(AckConfig.first(AckMode.MAJORITY, List.of(LoneReplica.SELF), List.of()))
            .placedOn(List.of(LoneReplica.SELF, OTHER)));
    process.lead(new Epoch(1));
    for (int i = 0; i < WRITES; i++) {
      process.submit(new RecordedAnswer().batch("SET key-%d value-%d".formatted(i, i)));
    }
    process.advance(Duration.ofSeconds(1));
    disk.flip(FIRST_SEGMENT, IN_A_RECORD * 8L);
  }

  @Test
  void whatItsOwnRowsHaveTheLogNeedNotKeep() {
    verify();
    assertThat(said.getFirst().problems()).isEmpty();
    assertThat(said.getFirst().repaired()).hasSize(1);
    assertThat(process.replica().status().base()).isGreaterThan(Lsn.NONE);
    assertThat(disk.paths()).doesNotContain(FIRST_SEGMENT);
  }

  @Test
  void rowsThatItCannotMakeAgainComeFromOthers() {
    engine.rot();
    process.submit(new RecordedAnswer().batch("GET key-1"));
    verify();
    assertThat(process.replica().status().wholeness()).isEqualTo(Wholeness.ROWLESS);
    process.define(
        LoneReplica.defined(
            AckConfig.first(AckMode.MAJORITY, List.of(LoneReplica.SELF, OTHER), List.of())));
    process.beat();
    assertThat(process.takeSentTo(OTHER, SnapshotAsk.class)).isNotEmpty();
  }

  /// Looks at everything, while the other replica says what it does not have.
  private void verify() {
    process.replica().verify(said::add);
    for (int times = 0; times < 50 && said.isEmpty(); times++) {
      process.advance(Duration.ofMillis(100));
      process
          .takeSentTo(OTHER, FetchRecords.class)
          .forEach(each ->
              process.receive(
                  OTHER,
                  new FetchedRecords(
                      LoneReplica.SHARD, List.of(), process.replica().status().last())));
    }
  }
}
