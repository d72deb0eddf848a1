package chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.node.Past;
import chorus.server.KnownMembers.Known;
import chorus.server.config.ConfigException;
import chorus.server.config.LocalCluster;
import chorus.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDirectoryTest {
  @TempDir Path root;

  @Test
  void startsAreCountedForEver() throws Exception {
    for (int start = 1; start <= 3; start++) {
      try (NodeDirectory directory = begun(config("c", 1))) {
        assertThat(directory.start()).isEqualTo(start);
      }
    }
  }

  @Test
  void theIdentityFileIsGolden() throws Exception {
    long start;
    try (NodeDirectory directory = begun(config("c", 2))) {
      directory.joined();
      start = directory.past().boot();
    }
    assertThat(Starts.count(start)).isEqualTo(1);
    assertThat(root.resolve("data/identity"))
        .hasContent(
            """
            format 1
            cluster c
            node n2
            incarnation 1
            starts %d
            control joined
            """
                .formatted(start));
  }

  @Test
  void joiningIsRememberedByLaterStarts() throws Exception {
    try (NodeDirectory directory = begun(config("c", 1))) {
      assertThat(directory.control()).isEqualTo(Identity.Control.NEVER);
      directory.joined();
    }
    try (NodeDirectory directory = begun(config("c", 1))) {
      assertThat(directory.control()).isEqualTo(Identity.Control.JOINED);
    }
  }

  @Test
  void aDirectoryServesOneNodeAtATime() throws Exception {
    NodeDirectory first = begun(config("c", 1));
    refused(config("c", 1), "is in use by a running node");
    first.close();
    begun(config("c", 1)).close();
  }

  @Test
  void anotherNodesOrClustersDirectoryIsRefused() throws Exception {
    begun(config("c", 1)).close();
    refused(config("c", 2), "belongs to node n1, not to n2");
    refused(config("other", 1), "belongs to cluster c, not to other");
    try (NodeDirectory directory = begun(config("c", 1))) {
      assertThat(directory.start()).isEqualTo(2);
    }
  }

  @Test
  void aDirectoryThatLostItsIdentityIsRefused() throws Exception {
    begun(config("c", 1)).close();
    Files.createDirectory(root.resolve("data/shards"));
    Files.delete(root.resolve("data/identity"));
    refused(config("c", 1), "holds files but no identity of a node");
  }

  @Test
  void aFirstStartThatWasInterruptedIsNoStart() throws Exception {
    Files.createDirectories(root.resolve("data"));
    Files.writeString(root.resolve("data/lock"), "");
    Files.writeString(root.resolve("data/identity.unfinished"), "format 1\nclus");
    try (NodeDirectory directory = begun(config("c", 1))) {
      assertThat(directory.start()).isEqualTo(1);
    }
  }

  @Test
  void aDamagedIdentityIsRefused() throws Exception {
    begun(config("c", 1)).close();
    Files.writeString(root.resolve("data/identity"), "format 1\ncluster c\nnode n1\nstarts x\n");
    refused(config("c", 1), "is damaged or of a newer version");
  }

  @Test
  void anEmptyDirectoryTellsOfNoPast() throws Exception {
    try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
      assertThat(directory.past()).isEqualTo(Past.NONE);
      assertThat(directory.mustAsk()).isTrue();
      assertThat(root.resolve("data/identity")).doesNotExist();
    }
  }

  @Test
  void allStartsAreToldOfSinceTheOneThatIsAgreed() throws Exception {
    begun(config("c", 1)).close();
    try (NodeDirectory second = begun(config("c", 1))) {
      assertThat(second.past().starts()).extracting(Starts::count).containsExactly(1L, 2L);
      second.agreed(members(second, second.past().starts().getFirst()));
      assertThat(second.past().starts()).hasSize(2);
      second.agreed(members(second, second.past().boot()));
      assertThat(second.past().starts()).extracting(Starts::count).containsExactly(2L);
      assertThat(second.past().knownStart(new NodeId("n1"))).isEqualTo(second.past().boot());
    }
    try (NodeDirectory third = begun(config("c", 1))) {
      assertThat(third.past().starts()).extracting(Starts::count).containsExactly(2L, 3L);
      assertThat(third.past().knowsOfCluster()).isTrue();
    }
  }

  @Test
  void anOldCopyIsSetAsideWhereTheNodeComesBackAsAnotherIncarnation() throws Exception {
    begun(config("c", 1)).close();
    Files.createDirectories(root.resolve("data/d0.0/log"));
    Files.writeString(root.resolve("data/d0.0/log/1.log"), "old");
    try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
      directory.beginAnew(2, members(directory, Starts.number(2, 0)));
      assertThat(directory.incarnation()).isEqualTo(2);
      assertThat(directory.start()).isEqualTo(1);
      assertThat(directory.control()).isEqualTo(Identity.Control.NEVER);
      assertThat(Starts.incarnation(directory.past().boot())).isEqualTo(2);
    }
    assertThat(root.resolve("data/d0.0")).doesNotExist();
    assertThat(root.resolve("data/lost-1-2/d0.0/log/1.log")).hasContent("old");
    assertThat(root.resolve("data/lost-1-2/identity")).isNotEmptyFile();
    try (NodeDirectory directory = begun(config("c", 1))) {
      assertThat(directory.start()).isEqualTo(2);
    }
  }

  @Test
  void aCopyThatIsPutBackAgainIsSetAsideBesideTheFirst() throws Exception {
    begun(config("c", 1)).close();
    String copy = Files.readString(root.resolve("data/identity"));
    for (int times = 1; times <= 2; times++) {
      Files.writeString(root.resolve("data/identity"), copy);
      try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
        directory.beginAnew(1 + times, members(directory, Starts.number(1 + times, 0)));
      }
    }
    assertThat(root.resolve("data/lost-1-2/identity")).isNotEmptyFile();
    assertThat(root.resolve("data/lost-1-2-2/identity")).isNotEmptyFile();
  }

  @Test
  void whatWasNotSetAsideYetIsSetAsideByTheNextStart() throws Exception {
    begun(config("c", 1)).close();
    Files.createDirectories(root.resolve("data/d0.0"));
    Files.createDirectories(root.resolve("data/lost-1-2"));
    Files.move(root.resolve("data/identity"), root.resolve("data/lost-1-2/identity"));
    try (NodeDirectory directory = NodeDirectory.open(config("c", 1))) {
      assertThat(directory.past()).isEqualTo(Past.NONE);
    }
    assertThat(root.resolve("data/lost-1-2/d0.0")).isDirectory();
  }

  @Test
  void aPlaceThatCannotBeADirectoryIsNamed() throws IOException {
    Files.writeString(root.resolve("data"), "a file");
    refused(config("c", 1), "cannot use data directory " + root.resolve("data"));
  }

  private static NodeDirectory begun(ServerConfig config) throws Exception {
    NodeDirectory directory = NodeDirectory.open(config);
    directory.begin();
    return directory;
  }

  private static KnownMembers members(NodeDirectory directory, long boot) throws Exception {
    Map<NodeId, Known> all = new TreeMap<>(directory.members().byId());
    all.computeIfPresent(
        new NodeId("n1"),
        (node, known) -> new Known(known.address(), Starts.incarnation(boot), boot));
    return new KnownMembers(all);
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
