package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundCommandsTest {
  @TempDir private Path temporary = Path.of("");

  private Ran playground(String verb, String... words) {
    String[] all = new String[words.length + 4];
    all[0] = "playground";
    all[1] = verb;
    all[2] = "--dir";
    all[3] = temporary.resolve("p").toString();
    System.arraycopy(words, 0, all, 4, words.length);
    return Ran.chorus(all);
  }

  @Test
  void rmOfNothingIsDone() {
    assertThat(playground("rm").code()).isZero();
  }

  @Test
  void rmLeavesAloneWhatIsNoPlayground() throws IOException {
    Path file = Files.createDirectory(temporary.resolve("p")).resolve("thesis");
    Files.writeString(file, "mine");
    Ran ran = playground("rm");
    assertThat(ran.code()).isEqualTo(5);
    assertThat(file).exists();
  }

  @Test
  void psWithoutAPlaygroundIsNotFound() {
    Ran ran = playground("ps");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("'playground up' makes one");
  }

  @Test
  void psListsStoppedNodesWithTheirAddresses() throws IOException {
    Path path = Files.createDirectory(temporary.resolve("p"));
    Files.writeString(path.resolve("playground"), "chorus-playground 1 nodes 2 port 7001\n");
    assertThat(playground("ps").out())
        .isEqualTo(
            """
            NODE  PID  STATE    RESP            PEER            HTTP
            n1      -  stopped  127.0.0.1:7001  127.0.0.1:7101  127.0.0.1:7201
            n2      -  stopped  127.0.0.1:7002  127.0.0.1:7102  127.0.0.1:7202
            """);
    assertThat(playground("ps", "-o", "json").out())
        .startsWith(
            "[{\"node\":\"n1\",\"pid\":null,\"state\":\"stopped\",\"resp\":\"127.0.0.1:7001\",");
    assertThat(playground("pause", "n1").code()).isEqualTo(1);
    assertThat(playground("kill", "n9").code()).isEqualTo(3);
    assertThat(playground("rm").code()).isZero();
    assertThat(path).doesNotExist();
  }

  @Test
  void cutsAndHealsAreSaidToANodeThatAnswers() throws IOException {
    Path path = Files.createDirectory(temporary.resolve("p"));
    try (FakeNode node =
        new FakeNode()
            .answers("PING", Reply.simple("PONG"))
            .answers("CHORUS DEBUG CUT n1 n2 ONEWAY", Reply.OK)
            .answers("CHORUS DEBUG HEAL n2 n1", Reply.OK)
            .answers("CHORUS DEBUG HEAL", Reply.OK)) {
      String marker = "chorus-playground 1 nodes 2 port " + node.address().port() + "\n";
      Files.writeString(path.resolve("playground"), marker);
      assertThat(playground("cut", "n1", "n2", "--one-way").code()).isZero();
      assertThat(playground("heal", "n2", "n1").code()).isZero();
      assertThat(playground("heal").code()).isZero();
      assertThat(node.asked())
          .contains(
              "CHORUS DEBUG CUT n1 n2 ONEWAY", "CHORUS DEBUG HEAL n2 n1", "CHORUS DEBUG HEAL");
      assertThat(playground("cut", "n1", "n3").code()).isEqualTo(3);
      assertThat(playground("heal", "n1").code()).isEqualTo(2);
    }
    assertThat(playground("heal").code()).as("nobody answers").isEqualTo(1);
  }

  @Test
  void upNamesThePortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = playground("up", "--nodes", "1", "--port", "" + taken.getLocalPort());
      assertThat(ran.code()).isEqualTo(78);
      assertThat(ran.err()).contains("port " + taken.getLocalPort() + " is in use");
      assertThat(temporary.resolve("p")).doesNotExist();
    }
  }

  @Test
  void upRefusesASizeThatCannotBe() {
    assertThat(playground("up", "--nodes", "0").code()).isEqualTo(2);
    assertThat(playground("up", "--port", "65400").code()).isEqualTo(2);
  }
}
