package chorus.cli.playground;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.cluster.ClusterPorts;
import chorus.server.config.ConfigException;
import chorus.server.config.ConfigLoader;
import chorus.server.config.LocalCluster;
import chorus.server.config.Seed;
import chorus.server.config.ServerConfig;
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
    NodeFiles.create(node, cluster.config(2, node.data()));
    assertThat(ConfigLoader.load(node.config(), Map.of(), Map.of()))
        .isEqualTo(cluster.config(2, node.data()));
  }

  @Test
  void theConfigurationOfANodeThatJoinsReadsBackToo() throws ConfigException {
    PlaygroundNode node = new PlaygroundNode(4, directory.resolve("n4"), new ClusterPorts(7001));
    ServerConfig config = new LocalCluster("playground-1", 3, 7001).joining(4, 2, node.data());
    NodeFiles.create(node, config);
    ServerConfig read = ConfigLoader.load(node.config(), Map.of(), Map.of());
    assertThat(read.join()).hasValue(new Seed("127.0.0.1", 7002));
    assertThat(read.self().control()).isEqualTo(7304);
    assertThat(read.members()).isEqualTo(config.members());
  }
}
