package chorus.sim.timeouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The short run of the page on timeouts is what a run gives. `-Dchorus.regenerate=true` writes it
/// anew.
final class TimeoutsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "explanation", "timeouts.md");
  private static final String SECTION = "## A short run";
  private static final String COMMAND = "./chorus sim timeouts --detection 1000 --minutes 2";

  @Test
  void theShortRunIsWhatARunGives() throws IOException {
    List<String> rows = new ArrayList<>();
    TimeoutTable.run(
        List.of(Duration.ofSeconds(1)),
        Duration.ofMinutes(2),
        1,
        2,
        each -> rows.add("| " + String.join(" | ", each.row()) + " |"));
    String page = Files.readString(PAGE);
    int begin = page.indexOf("|---", page.indexOf(SECTION));
    int first = page.indexOf('\n', begin) + 1;
    int end = page.indexOf("\n\n", first);
    String expected = String.join("\n", rows);
    if (Boolean.getBoolean("chorus.regenerate")) {
      Files.writeString(PAGE, page.substring(0, first) + expected + page.substring(end));
    } else {
      assertThat(page.substring(first, end))
          .as("written anew by -Dchorus.regenerate=true")
          .isEqualTo(expected);
    }
    assertThat(page).contains(COMMAND);
  }

  @Test
  void theLongRunHasARowForEachTimeoutUnderEachCondition() throws IOException {
    String page = Files.readString(PAGE);
    for (Duration detection : TimeoutTable.STANDARD) {
      for (Condition condition : Condition.values()) {
        assertThat(page)
            .contains("| %d ms | %s | ".formatted(detection.toMillis(), condition.word()));
      }
    }
  }
}
