package chorus.cli.playground;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.cluster.ClusterPorts;
import chorus.server.config.ConfigException;
import chorus.server.config.ConfigLoader;
import chorus.server.config.LocalCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void writtenConfigurationReadsBackAsWhatTheDemoUses() throws ConfigException {
    PlaygroundNode node = new PlaygroundNode(2, directory.resolve("n2"), new ClusterPorts(7001));
    LocalCluster cluster = new LocalCluster("playground-1", 3, 7001);
    NodeFiles.create(node, cluster);
    assertThat(ConfigLoader.load(node.config(), Map.of(), Map.of()))
        .isEqualTo(cluster.config(2, node.data()));
  }
}
