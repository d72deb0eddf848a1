package chorus.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupsTest {
  private final List<String> stopped = new ArrayList<>();
  private final Cleanups cleanups = new Cleanups();

  @Test
  void lastStartedIsFirstStoppedAndOnlyOnce() {
    cleanups.add(() -> stopped.add("first"));
    cleanups.add(() -> stopped.add("second"));
    cleanups.stopAll();
    cleanups.stopAll();
    assertThat(stopped).containsExactly("second", "first");
  }

  @Test
  void whatIsKeptIsNotStopped() {
    cleanups.add(() -> stopped.add("node"));
    cleanups.keepAll();
    cleanups.stopAll();
    assertThat(stopped).isEmpty();
  }

  @Test
  void oneThatCannotBeStoppedDoesNotKeepTheOthers() {
    cleanups.add(() -> stopped.add("first"));
    cleanups.add(() -> {
      throw new IllegalStateException("stuck");
    });
    assertThatThrownBy(cleanups::stopAll).hasMessage("stuck");
    assertThat(stopped).containsExactly("first");
  }
}
