package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Numbers that are drawn through all nodes while the leader dies.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SequenceTest {
  private static final int MANY = 2_000;
  private static final Duration TIME_TO_DRAW = Duration.ofSeconds(60);

  @RegisterExtension private final Playground cluster = Playground.registered();

  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void noNumberIsGivenTwiceAcrossTheDeathOfALeader() {
    String leader = cluster.awaitWhole();
    List<Drawing> drawings = new ArrayList<>();
    Playground.nodes().forEach(node -> drawings.add(new Drawing(node)));
    Playground.others(leader).forEach(node -> drawings.add(new Drawing(node)));
    Drawing returned = new Drawing(leader);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        drawings.forEach(each -> threads.execute(each::draw));
        awaitMore(drawings);
        cluster.killProcess(leader);
        awaitMore(survivors(drawings, leader));
        cluster.start(leader);
        cluster.awaitWhole();
        returned.drawOnce();
        awaitMore(survivors(drawings, leader));
      } finally {
        stop.set(true);
      }
    }

    drawings.add(returned);
    List<Long> all = drawings.stream().flatMap(each -> each.numbers.stream()).toList();
    assertThat(all).hasSizeGreaterThan(3 * MANY).allMatch(number -> number > 0);
    assertThat(new TreeSet<>(all)).as("different numbers").hasSameSizeAs(all);
    assertThat(drawings).allSatisfy(each -> assertThat(each.numbers).isSorted());
    assertThat(survivors(drawings, leader).stream().flatMap(each -> each.errors.stream()))
        .as("drawing again is left to no client whose node lives")
        .isEmpty();
  }

  private static List<Drawing> survivors(List<Drawing> all, String leader) {
    return all.stream().filter(each -> !each.node.equals(leader)).toList();
  }

  /// Until each of them has drawn again, and all together many more.
  private static void awaitMore(List<Drawing> drawings) {
    List<Integer> before = drawings.stream().map(each -> each.numbers.size()).toList();
    await()
        .atMost(TIME_TO_DRAW)
        .until(() -> {
          int more = 0;
          for (int at = 0; at < before.size(); at++) {
            int drawn = drawings.get(at).numbers.size() - before.get(at);
            if (drawn == 0) {
              return false;
            }
            more += drawn;
          }
          return more >= MANY;
        });
  }

  /// One connection that draws as fast as it is answered, one number or some.
  private final class Drawing {
    private final String node;
    private final List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    Drawing(String node) {
      this.node = node;
    }

    void draw() {
      try (RespClient client = cluster.connect(node)) {
        for (int time = 0; !stop.get(); time++) {
          note(
              time % 10 == 0
                  ? client.call("CHORUS", "SEQ", "NEXT", "order-id", "COUNT", "7")
                  : client.call("CHORUS", "SEQ", "NEXT", "order-id"));
        }
      } catch (UncheckedIOException lost) {
        // The node was killed; what it had drawn for this answer is a gap.
      }
    }

    void drawOnce() {
      try (RespClient client = cluster.connect(node)) {
        note(client.call("CHORUS", "SEQ", "NEXT", "order-id"));
      }
    }

    private void note(@Nullable Object reply) {
      switch (reply) {
        case Long number -> numbers.add(number);
        case List<?> some -> some.forEach(this::note);
        case null, default -> errors.add(String.valueOf(reply));
      }
    }
  }
}
