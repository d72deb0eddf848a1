package chorus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void theMiddleOfAnOddNumberIsOneOfThem() {
    assertThat(Medians.of(List.of(9.0, 1.0, 2.0), value -> value)).isEqualTo(2.0);
  }

  @Test
  void theMiddleOfAnEvenNumberLiesBetweenTwo() {
    assertThat(Medians.of(List.of(9.0, 1.0, 2.0, 4.0), value -> value)).isEqualTo(3.0);
  }

  @Test
  void noRunsHaveNoMiddle() {
    assertThatThrownBy(() -> Medians.of(List.<Double>of(), value -> value))
        .hasMessageContaining("no runs");
  }

  @Test
  void theRangeNamesBothEnds() {
    assertThat(Medians.range(List.of(3.0, 1.0, 2.0), value -> value, "%.0f")).isEqualTo("1–3");
  }
}
