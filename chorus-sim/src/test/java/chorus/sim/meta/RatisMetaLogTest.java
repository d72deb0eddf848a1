package chorus.sim.meta;

import chorus.control.ControlTuning;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Apache Ratis keeps the contract of the control log.
final class RatisMetaLogTest extends MetaLogContract {
  @TempDir private Path directory = Path.of("");

  @Override
  MetaLogCluster cluster(int founders, int others, int snapshotEvery) {
    return new RatisCluster(
        founders,
        others,
        directory,
        ControlTuning.STANDARD.snapshotEvery(snapshotEvery).segmentBytes(16 << 10));
  }
}
