package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandsTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void wrongKeyIsOneClearLineAndExitsWith78() throws IOException {
    Path file = directory.resolve("chorus.yaml");
    Files.writeString(file, "clustr: c\nnode: n1\n");
    Ran ran = Ran.chorus("server", "check-config", file.toString());
    assertThat(ran.code()).isEqualTo(78);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1).first().asString().contains("clustr", "cluster");
  }

  @Test
  void missingFileExitsWith78BeforeAnythingStarts() {
    Path file = directory.resolve("none.yaml");
    assertThat(Ran.chorus("server", "start", "--config", file.toString()).code()).isEqualTo(78);
  }

  @Test
  void startWithoutAConfigurationIsWrongUsage() {
    assertThat(Ran.chorus("server", "start").code()).isEqualTo(2);
  }
}
