package chorus.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void distanceCountsInsertedRemovedReplacedAndSwappedLetters() {
    assertThat(Nearest.distance("onde", "nodes")).isEqualTo(2);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("same", "same")).isZero();
  }

  @Test
  void slipFindsItsWordAndNonsenseFindsNone() {
    List<String> words = List.of("--nodes", "--port", "--dir");
    assertThat(Nearest.to("--prot", words)).contains("--port");
    assertThat(Nearest.to("--frobnicate", words)).isEmpty();
  }
}
