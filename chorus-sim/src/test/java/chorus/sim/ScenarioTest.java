package chorus.sim;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The transcripts in `scenarios/` are what happens. `-Dchorus.regenerate=true` writes them anew.
class ScenarioTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios");

  static Stream<Path> transcripts() throws IOException {
    try (Stream<Path> all = Files.walk(SCENARIOS)) {
      return all.filter(path -> path.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void transcriptIsWhatHappens(Path transcript) throws IOException {
    String expected = Files.readString(transcript);
    String played = Scenario.play(expected);
    if (Boolean.getBoolean("chorus.regenerate")) {
      Files.writeString(transcript, played);
    } else {
      assertThat(played)
          .as("%s, written anew by -Dchorus.regenerate=true", transcript)
          .isEqualTo(expected);
    }
  }
}
