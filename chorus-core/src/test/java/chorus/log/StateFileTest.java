package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.log.ReplicaState.Wholeness;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateFileTest {
  private static final String PATH = "d1.0/state";
  private static final ReplicaState STATE =
      new ReplicaState(new Epoch(7), 3, Wholeness.NOT_WHOLE, new Lsn(99));

  private final MemoryDisk disk = new MemoryDisk();

  @Test
  void whatWasStoredIsLoadedAfterPowerLoss() {
    store(new ReplicaState(new Epoch(6), 3, Wholeness.WHOLE, Lsn.NONE));
    store(STATE);
    disk.crash(sector -> false);
    assertThat(load()).isEqualTo(Result.ok(Optional.of(STATE)));
  }

  @Test
  void anAbsentFileIsNoState() {
    assertThat(load()).isEqualTo(Result.ok(Optional.empty()));
  }

  @Test
  void anyFlippedBitIsCorruptAndNotAbsent() {
    store(STATE);
    for (long bit = 0; bit < disk.content(PATH).length * 8L; bit++) {
      disk.flip(PATH, bit);
      assertCorrupt();
      disk.flip(PATH, bit);
    }
  }

  @Test
  void aShortFileIsCorrupt() {
    store(STATE);
    byte[] content = disk.content(PATH);
    for (int size = 0; size < content.length; size++) {
      disk.put(PATH, Arrays.copyOf(content, size));
      assertCorrupt();
    }
  }

  private void assertCorrupt() {
    assertThat(load())
        .isInstanceOfSatisfying(
            Result.Failed.class, failed -> assertThat(failed.fault().code()).isEqualTo("CORRUPT"));
  }

  private void store(ReplicaState state) {
    ManualEnv env = new ManualEnv(disk);
    new StateFile(env, PATH).store(state, _ -> {});
    env.settle();
  }

  private Result<Optional<ReplicaState>> load() {
    ManualEnv env = new ManualEnv(disk);
    List<Result<Optional<ReplicaState>>> answers = new ArrayList<>();
    new StateFile(env, PATH).load(answers::add);
    env.settle();
    return answers.getFirst();
  }
}
