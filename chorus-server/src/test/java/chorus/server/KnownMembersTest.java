package chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.definition.MemberAddress;
import chorus.server.KnownMembers.Known;
import chorus.server.config.ConfigException;
import chorus.server.config.LocalCluster;
import chorus.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownMembersTest {
  private static final KnownMembers MEMBERS =
      new KnownMembers(
          Map.of(
              new NodeId("n1"), known("10.0.0.1", 7001, 1),
              new NodeId("n4"), known("::1", 7004, 2)));

  @TempDir private Path root = Path.of("");

  @Test
  void theFileIsGoldenAndReadsBack() throws Exception {
    MEMBERS.write(root);
    assertThat(root.resolve("members"))
        .hasContent(
            """
            format 1
            member n1 incarnation 1 start 3 at 10.0.0.1 7001 7101 7201 7301
            member n4 incarnation 2 start 4294967299 at ::1 7004 7104 7204 7304
            """);
    assertThat(KnownMembers.read(root)).hasValue(MEMBERS);
  }

  @Test
  void whatIsNotThereIsNotKnown() throws Exception {
    assertThat(KnownMembers.read(root)).isEmpty();
  }

  @Test
  void aDamagedListIsRefused() throws Exception {
    Files.writeString(root.resolve("members"), "format 1\nmember n1\n");
    assertThatThrownBy(() -> KnownMembers.read(root))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is damaged or of a newer version");
  }

  @Test
  void aNodeStartsWithWhatItKnewLastAndWithItself() throws Exception {
    ServerConfig config = new LocalCluster("c", 3, 7001).config(2, root);
    try (NodeDirectory directory = NodeDirectory.open(config)) {
      assertThat(directory.members().byId().keySet())
          .extracting(NodeId::name)
          .containsExactly("n1", "n2", "n3");
      MEMBERS.write(root);
      assertThat(directory.members().byId().keySet())
          .extracting(NodeId::name)
          .containsExactly("n1", "n2", "n4");
    }
  }

  private static Known known(String host, int port, int incarnation) {
    return new Known(
        new MemberAddress(host, port, port + 100, port + 200, port + 300),
        incarnation,
        Starts.number(incarnation, 3));
  }
}
