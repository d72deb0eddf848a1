package chorus.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Done;
import chorus.base.Result;
import chorus.env.DiskFile;
import chorus.resp.Bytes;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimDiskTest {
  private static final int SIZE = 8 * Inode.SECTOR;

  @Test
  void syncedBytesSurvivePowerLoss() {
    for (int seed = 1; seed <= 50; seed++) {
      var small = new SmallWorld(seed);
      DiskFile file = open(small);
      file.append(filled('a', 700));
      small.<Done>await(file::sync);
      file.append(filled('b', 300));
      small.one.losePower();
      byte[] found = content(small);
      assertThat(Arrays.copyOf(found, 700)).isEqualTo(filled('a', 700).toArray());
    }
  }

  @Test
  void unsyncedSectorsAreLostInAnyOrder() {
    var outcomes = new TreeSet<String>();
    for (int seed = 1; seed <= 200; seed++) {
      var small = new SmallWorld(seed);
      DiskFile file = open(small);
      small.<Done>await(done -> file.allocate(SIZE, done));
      file.append(filled('x', 3 * Inode.SECTOR));
      small.one.losePower();
      byte[] found = content(small);
      outcomes.add("" + (found[0] == 'x') + (found[512] == 'x') + (found[1024] == 'x'));
    }
    assertThat(outcomes).as("every subset of three sectors").hasSize(8);
  }

  @Test
  void killKeepsThePageCacheButItIsStillNotDurable() {
    boolean lost = false;
    for (int seed = 1; seed <= 20; seed++) {
      var small = new SmallWorld(seed);
      open(small).append(filled('x', 10));
      small.one.kill();
      assertThat(content(small)).isEqualTo(filled('x', 10).toArray());
      small.one.losePower();
      lost |= content(small).length == 0;
    }
    assertThat(lost).isTrue();
  }

  @Test
  void failedSyncIsFinalAndTheNextProcessSeesThePlatter() {
    boolean lost = false;
    for (int seed = 1; seed <= 20; seed++) {
      var small = new SmallWorld(seed);
      DiskFile file = open(small);
      small.<Done>await(done -> file.allocate(SIZE, done));
      small.<Done>await(done -> file.cut(0, done));
      file.append(filled('x', 10));
      small.one.disk().failNextSync();
      assertThat(small.<Done>outcome(file::sync)).isInstanceOf(Result.Failed.class);
      assertThat(small.<Done>outcome(file::sync)).isInstanceOf(Result.Failed.class);
      small.one.kill();
      lost |= content(small)[0] == 0;
    }
    assertThat(lost).isTrue();
  }

  @Test
  void fullDiskShowsAtAllocationAndSparesWhatIsReserved() {
    var small = new SmallWorld(1);
    DiskFile file = open(small);
    small.<Done>await(done -> file.allocate(SIZE, done));
    small.<Done>await(done -> file.cut(0, done));
    small.one.disk().fill();
    assertThat(small.<Done>outcome(done -> file.allocate(2L * SIZE, done)))
        .isEqualTo(Result.failed(SimDisk.FULL));
    file.append(filled('x', 10));
    small.<Done>await(file::sync);
    small.one.disk().room();
    small.<Done>await(done -> file.allocate(2L * SIZE, done));
  }

  @Test
  void cutIsDurableAndZeroesTheRest() {
    for (int seed = 1; seed <= 20; seed++) {
      var small = new SmallWorld(seed);
      DiskFile file = open(small);
      file.append(filled('x', 2000));
      small.<Done>await(file::sync);
      small.<Done>await(done -> file.cut(100, done));
      small.one.losePower();
      byte[] found = content(small);
      assertThat(found).hasSize(2000);
      assertThat(Arrays.copyOf(found, 100)).isEqualTo(filled('x', 100).toArray());
      assertThat(Arrays.copyOfRange(found, 100, 2000)).containsOnly(0);
    }
  }

  private static DiskFile open(SmallWorld small) {
    return small.await(done -> small.strand(small.one).disk().open("log/1", done));
  }

  private static byte[] content(SmallWorld small) {
    DiskFile file = open(small);
    return small.<Bytes>await(done -> file.read(0, (int) file.size(), done)).toArray();
  }

  private static Bytes filled(char letter, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) letter);
    return Bytes.wrap(bytes);
  }
}
