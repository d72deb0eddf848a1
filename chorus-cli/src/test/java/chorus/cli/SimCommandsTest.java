package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimCommandsTest {
  @Test
  void runEndsWithItsSummaryAndExitsAsItSays() {
    Ran ran = Ran.chorus("sim", "run", "--seeds", "2", "--from", "7");
    String last = ran.out().lines().toList().getLast();
    assertThat(last)
        .matches("2 seeds, \\d+ violations, \\S+ simulated hours, \\d+ faults, trace [0-9a-f]{16}");
    assertThat(ran.code()).isEqualTo(last.contains(" 0 violations,") ? 0 : 1);
    assertThat(ran.out().contains("./chorus sim replay")).isEqualTo(ran.code() == 1);
  }

  @Test
  void runTellsWhatItReached() {
    Ran ran = Ran.chorus("sim", "run", "--seeds", "2", "--from", "7");
    assertThat(ran.out())
        .containsPattern("(?m)^FAULT +TIMES$")
        .containsPattern("(?m)^\\(changes of leader\\) +\\d+$")
        .containsPattern("(?m)^REACHED +SEEDS$")
        .containsPattern("(?m)^a command waited for a key +2$");
  }

  @Test
  void replayShowsTheTraceThatRunListed() {
    Ran run = Ran.chorus("sim", "run", "--seeds", "1", "--from", "7", "-o", "json");
    JsonNode seed = JsonMapper.shared().readTree(run.out()).get(0);
    assertThat(seed.get("seed").asInt()).isEqualTo(7);
    assertThat(seed.get("violations").isEmpty()).isEqualTo(run.code() == 0);
    Ran replay = Ran.chorus("sim", "replay", "7");
    assertThat(replay.code()).isEqualTo(run.code());
    assertThat(replay.out()).endsWith("seed 7 trace " + seed.get("trace").asString() + "\n");
  }

  @Test
  void timeoutsAreMeasuredUnderEveryCondition() {
    Ran ran = Ran.chorus("sim", "timeouts", "--detection", "700", "--minutes", "1", "-o", "json");
    assertThat(ran.code()).isZero();
    JsonNode rows = JsonMapper.shared().readTree(ran.out());
    assertThat(rows.size()).isEqualTo(4);
    JsonNode quiet = rows.get(0);
    assertThat(quiet.get("under").asString()).isEqualTo("quiet");
    assertThat(quiet.get("detectionMillis").asInt()).isEqualTo(700);
    assertThat(quiet.get("deaths").asInt()).isPositive();
    assertThat(quiet.get("medianMillis").asInt()).isBetween(700, 2500);
  }

  @Test
  void aTimeoutOfNothingIsWrongUsage() {
    assertThat(Ran.chorus("sim", "timeouts", "--detection", "0").code()).isEqualTo(2);
  }

  @Test
  void unknownModelIsWrongUsage() {
    Ran ran = Ran.chorus("sim", "run", "--model", "single-leadr");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("did you mean single-leader?");
  }
}
