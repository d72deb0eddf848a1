package chorus.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.NodeId;
import chorus.env.Env;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");

  @Test
  void equalSeedsGiveEqualTraces() {
    assertThat(chatter(7)).isEqualTo(chatter(7));
    assertThat(chatter(7)).isNotEqualTo(chatter(8));
  }

  @Test
  void tasksOfOneStrandRunInOrder() {
    var small = new SmallWorld(1);
    Env env = small.strand(small.one);
    var seen = new ArrayList<Integer>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      env.scheduler().execute(() -> seen.add(number));
    }
    small.runFor(10);
    assertThat(seen).hasSize(100).isSorted();
  }

  @Test
  void pausedProcessRunsNothingUntilItIsResumed() {
    var small = new SmallWorld(1);
    Env env = small.strand(small.one);
    var seen = new ArrayList<String>();
    small.boot(small.two);
    receiver(small.one, seen);
    small.one.pause();
    env.scheduler().execute(() -> seen.add("task"));
    env.scheduler().after(Duration.ofMillis(5), () -> seen.add("timer"));
    env.scheduler().offload(() -> 1, done -> seen.add("work"));
    small.strand(small.two).network().send(N1, new SmallWorld.Text("message"));
    small.runFor(1000);
    assertThat(seen).isEmpty();
    small.one.resume();
    small.runFor(10);
    assertThat(seen).containsExactlyInAnyOrder("task", "timer", "work", "message");
  }

  @Test
  void nothingOfAKilledProcessRuns() {
    var small = new SmallWorld(1);
    Env env = small.strand(small.one);
    var seen = new ArrayList<String>();
    env.scheduler().execute(() -> seen.add("task"));
    env.scheduler().after(Duration.ofMillis(5), () -> seen.add("timer"));
    small.one.kill();
    env.scheduler().execute(() -> seen.add("late"));
    small.boot(small.one);
    small.runFor(1000);
    assertThat(seen).isEmpty();
  }

  @Test
  void cancelledTimerNeverRuns() {
    var small = new SmallWorld(1);
    var seen = new ArrayList<String>();
    var timer =
        small.strand(small.one).scheduler().after(Duration.ofMillis(5), () -> seen.add("timer"));
    timer.cancel();
    small.runFor(100);
    assertThat(seen).isEmpty();
  }

  @Test
  void cutLinkPassesNothingOneWayOnly() {
    var small = new SmallWorld(1);
    small.boot(small.one);
    small.boot(small.two);
    var atOne = new ArrayList<String>();
    var atTwo = new ArrayList<String>();
    receiver(small.one, atOne);
    receiver(small.two, atTwo);
    small.network.cut(N1, N2);
    small.strand(small.one).network().send(N2, new SmallWorld.Text("a"));
    small.strand(small.two).network().send(N1, new SmallWorld.Text("b"));
    small.runFor(100);
    assertThat(atTwo).isEmpty();
    assertThat(atOne).containsExactly("b");
  }

  @Test
  void messagesAreLostRepeatedAndOvertaken() {
    var small = new SmallWorld(1);
    small.boot(small.two);
    var seen = new ArrayList<String>();
    receiver(small.two, seen);
    small.network.faults(new LinkFaults(100, 100, 100, 1000, 10, 50_000, 0));
    for (int i = 0; i < 1000; i++) {
      small.strand(small.one).network().send(N2, new SmallWorld.Text(String.format("%04d", i)));
    }
    small.runFor(1000);
    assertThat(small.network.lost()).isBetween(50L, 150L);
    assertThat(small.network.repeated()).isBetween(50L, 150L);
    assertThat(seen).hasSizeBetween(900, 1100);
    assertThat(seen).isNotEqualTo(seen.stream().sorted().toList());
  }

  @Test
  void theMonotonicClockDriftsAndTheWallClockJumps() {
    var small = new SmallWorld(1);
    long before = small.one.clock().monotonicNanos();
    long wall = small.one.clock().wallMillis();
    small.one.clock().drift(500);
    small.one.clock().jump(-10_000);
    small.runFor(10_000);
    assertThat(small.one.clock().monotonicNanos() - before).isEqualTo(10_005_000_000L);
    assertThat(small.one.clock().wallMillis() - wall).isZero();
  }

  @Test
  void exceptionInATaskEndsTheProcess() {
    var small = new SmallWorld(1);
    small
        .strand(small.one)
        .scheduler()
        .execute(() -> {
          throw new IllegalStateException("planted");
        });
    small.runFor(10);
    assertThat(small.one.isUp()).isFalse();
    assertThat(small.crashes).hasSize(1);
  }

  @Test
  void livelockEndsTheRun() {
    var world = new World(new SimEntropy(1), 1000);
    var spin =
        new Runnable() {
          @Override
          public void run() {
            world.after(0, EventKind.TASK, 0, this);
          }
        };
    spin.run();
    assertThatThrownBy(() -> world.runUntil(1)).isInstanceOf(World.StepLimitReached.class);
  }

  private static void receiver(Machine machine, List<String> seen) {
    Run run = machine.run();
    if (run != null) {
      run.receive((from, message) -> seen.add(((SmallWorld.Text) message).text()));
    }
  }

  private static long chatter(long seed) {
    var small = new SmallWorld(seed);
    small.network.faults(new LinkFaults(50, 50, 100, 1000, 10, 50_000, 0));
    for (Machine machine : List.of(small.one, small.two)) {
      Env env = small.strand(machine);
      Run run = machine.run();
      if (run != null) {
        run.receive((from, message) -> env.network().send(from, message));
      }
      env.network().send(N1, new SmallWorld.Text("x" + env.entropy().fork("a").nextInt()));
      env.network().send(N2, new SmallWorld.Text("y"));
    }
    small.runFor(200);
    return small.world.traceHash();
  }
}
