package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Rows go from one store to another by chunks.
final class IntakeTest {
  private static final int SMALL = 300;

  @Test
  void whatCameByChunksOfAnySizeIsWhatWasSent() {
    for (int seed = 1; seed <= 20; seed++) {
      FakeStore source = history(seed);
      FakeStore target = new FakeStore();
      Intake intake = new Intake(target, StoreState.of(source));
      for (SnapshotRows each : chunks(source, 1 + new SplittableRandom(seed).nextInt(2000))) {
        assertThat(intake.add(each)).isInstanceOf(Result.Ok.class);
        assertThat(Intake.isUnfinished(target)).isNotEqualTo(each.isLast());
        assertThat(target.appliedLsn()).isEqualTo(each.isLast() ? source.appliedLsn() : Lsn.NONE);
      }
      assertThat(target.rows).isEqualTo(source.rows);
      assertThat(Verification.of(target.snapshot()).problems()).isEmpty();
    }
  }

  @Test
  void aChunkThatIsMissingShowsAtTheEnd() {
    FakeStore source = history(3);
    List<SnapshotRows> chunks = chunks(source, SMALL);
    FakeStore target = new FakeStore();
    Intake intake = new Intake(target, StoreState.of(source));
    chunks.remove(chunks.size() / 4);
    List<Result<Done>> outcomes = chunks.stream().map(intake::add).toList();
    assertThat(outcomes.getLast())
        .isInstanceOfSatisfying(
            Result.Failed.class, failed -> assertThat(failed.fault().code()).isEqualTo("CORRUPT"));
    assertThat(target.appliedLsn()).isEqualTo(Lsn.NONE);
    assertThat(Intake.isUnfinished(target)).isTrue();
  }

  @Test
  void aChunkThatTheDiskHadNoRoomForComesAgain() {
    FakeStore source = history(4);
    FakeStore target = new FakeStore();
    Intake intake = new Intake(target, StoreState.of(source));
    for (SnapshotRows each : chunks(source, SMALL)) {
      target.refusals = 1;
      assertThat(intake.add(each))
          .isEqualTo(Result.failed(Fault.notApplied("DISKFULL", "no room")));
      assertThat(intake.add(each)).isInstanceOf(Result.Ok.class);
    }
    assertThat(target.rows).isEqualTo(source.rows);
  }

  @Test
  void anEmptyStoreIsOneChunk() {
    FakeStore source = new FakeStore();
    List<SnapshotRows> chunks = chunks(source, SMALL);
    assertThat(chunks).hasSize(1);
    FakeStore target = new FakeStore();
    assertThat(new Intake(target, StoreState.EMPTY).add(chunks.getFirst()))
        .isInstanceOf(Result.Ok.class);
    assertThat(Intake.isUnfinished(target)).isFalse();
  }

  private static List<SnapshotRows> chunks(FakeStore source, int most) {
    List<SnapshotRows> all = new ArrayList<>();
    Bytes after = Bytes.EMPTY;
    do {
      all.add(SnapshotRows.behind(source.snapshot(), after, most));
      List<Effect> puts = all.getLast().puts();
      after = puts.isEmpty() ? after : puts.getLast().row();
    } while (!all.getLast().isLast());
    return all;
  }

  /// Strings, hashes, outcomes of CHORUS ONCE, a flush in between, and what that left behind.
  private static FakeStore history(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FakeStore store = new FakeStore();
    Overlay overlay = new Overlay(store);
    Keyspace keys = new Keyspace(overlay);
    List<LogRecord> records = new ArrayList<>();
    for (int lsn = 1; lsn <= 200; lsn++) {
      LogPosition position = new LogPosition(new Epoch(1), new Lsn(lsn));
      keys.begin(position);
      String key = "k" + random.nextInt(40);
      switch (random.nextInt(lsn == 70 ? 1 : 5)) {
        case 0 -> {
          if (lsn == 70) {
            keys.flush();
          } else {
            keys.del(key);
          }
        }
        case 1 -> keys.keepOutcome(lsn, "done " + lsn);
        case 2, 3 -> keys.hset(key, "f" + random.nextInt(9), "v" + lsn);
        default -> keys.set(key, "value " + lsn);
      }
      records.add(
          new LogRecord(
              position.epoch(),
              position.lsn(),
              Hlc.of(lsn, 0),
              RecordKind.ROWS,
              EffectCodec.encode(keys.end())));
    }
    new Applier(store, random).apply(records);
    return store;
  }
}
