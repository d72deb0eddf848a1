package chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.server.config.ConfigException;
import chorus.server.config.LocalCluster;
import chorus.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDirectoryTest {
  @TempDir Path root;

  @Test
  void startsAreCountedForEver() throws Exception {
    for (int start = 1; start <= 3; start++) {
      try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
        assertThat(directory.start()).isEqualTo(start);
      }
    }
  }

  @Test
  void theIdentityFileIsGolden() throws Exception {
    try (NodeDirectory directory = NodeDirectory.open(config("c", 2))) {
      directory.joined();
    }
    assertThat(root.resolve("data/identity"))
        .hasContent("format 1\ncluster c\nnode n2\nincarnation 1\nstarts 1\ncontrol joined\n");
  }

  @Test
  void joiningIsRememberedByLaterStarts() throws Exception {
    try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
      assertThat(directory.control()).isEqualTo(Identity.Control.NEVER);
      directory.joined();
    }
    try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
      assertThat(directory.control()).isEqualTo(Identity.Control.JOINED);
    }
  }

  @Test
  void aDirectoryServesOneNodeAtATime() throws Exception {
    NodeDirectory first = NodeDirectory.open(config("c", 1));
    refused(config("c", 1), "is in use by a running node");
    first.close();
    NodeDirectory.open(config("c", 1)).close();
  }

  @Test
  void anotherNodesOrClustersDirectoryIsRefused() throws Exception {
    NodeDirectory.open(config("c", 1)).close();
    refused(config("c", 2), "belongs to node n1, not to n2");
    refused(config("other", 1), "belongs to cluster c, not to other");
    try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
      assertThat(directory.start()).isEqualTo(2);
    }
  }

  @Test
  void aDirectoryThatLostItsIdentityIsRefused() throws Exception {
    NodeDirectory.open(config("c", 1)).close();
    Files.createDirectory(root.resolve("data/shards"));
    Files.delete(root.resolve("data/identity"));
    refused(config("c", 1), "holds files but no identity of a node");
  }

  @Test
  void aFirstStartThatWasInterruptedIsNoStart() throws Exception {
    Files.createDirectories(root.resolve("data"));
    Files.writeString(root.resolve("data/lock"), "");
    Files.writeString(root.resolve("data/identity.unfinished"), "format 1\nclus");
    try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
      assertThat(directory.start()).isEqualTo(1);
    }
  }

  @Test
  void aDamagedIdentityIsRefused() throws Exception {
    NodeDirectory.open(config("c", 1)).close();
    Files.writeString(root.resolve("data/identity"), "format 1\ncluster c\nnode n1\nstarts x\n");
    refused(config("c", 1), "is damaged or of a newer version");
  }

  @Test
  void aPlaceThatCannotBeADirectoryIsNamed() throws IOException {
    Files.writeString(root.resolve("data"), "a file");
    refused(config("c", 1), "cannot use data directory " + root.resolve("data"));
  }

  private ServerConfig config(String cluster, int node) {
    return new LocalCluster(cluster, 3, 7001).config(node, root.resolve("data"));
  }

  private static void refused(ServerConfig config, String why) {
    assertThatThrownBy(() -> NodeDirectory.open(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }
}
