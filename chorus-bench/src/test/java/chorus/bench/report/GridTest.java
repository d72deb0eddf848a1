package chorus.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GridTest {
  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("µs", "HGET", "10", 1, 1.0),
          new Sample("µs", "HGET", "10", 2, 3.0),
          new Sample("µs", "HGET", "1000", 1, 400.0),
          new Sample("µs", "DEL", "10", 1, 12.34));

  @Test
  void growthIsTheLastColumnByTheFirst() {
    assertEquals(
        """

        ### µs

        | | 10 | 1000 | 1000 ÷ 10 |
        |---|---|---|---|
        | HGET | 2.00 (1.00–3.00) | 400 | 200.00 |
        | DEL | 12.3 | – | – |
        """,
        Grid.of(SAMPLES, Grid.Ratios.LAST_BY_FIRST));
  }

  @Test
  void otherSystemsStandBesideTheFirst() {
    assertEquals(
        """

        ### µs

        | | 10 | 1000 | first ÷ 1000 |
        |---|---|---|---|
        | HGET | 2.00 (1.00–3.00) | 400 | 0.01 |
        | DEL | 12.3 | – | – |
        """,
        Grid.of(SAMPLES, Grid.Ratios.FIRST_BY_EACH));
  }
}
