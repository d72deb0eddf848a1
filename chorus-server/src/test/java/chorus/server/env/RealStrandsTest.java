package chorus.server.env;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Result;
import chorus.env.Env;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealStrandsTest {
  private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
  private final FailStop failStop = new FailStop(() -> stopped.complete(true));
  private final Loops loops = Loops.start("test", 4);
  private final IoThreads threads = new IoThreads("test-io", 3, failStop);
  private final RealStrands strands =
      new RealStrands(loops, threads, failStop, (_, _) -> {}, Path.of("unused"));

  @AfterEach
  void end() {
    threads.close();
    loops.close();
  }

  @Test
  void aNameIsOneStrand() {
    assertThat(strands.strand("d1.0")).isSameAs(strands.strand("d1.0"));
  }

  @Test
  void tasksRunOnTheLoopOfTheirStrand() {
    assertThat(threadOf(strands.strand(RealStrands.CONTROL))).startsWith("test-control");
    assertThat(threadOf(strands.strand("d1.0"))).startsWith("test-data");
    assertThat(threadOf(strands.strand(RealStrands.gateway(1)))).startsWith("test-client");
    assertThat(threadOf(strands.strand("d2.0"))).isNotEqualTo(threadOf(strands.strand("d1.0")));
  }

  @Test
  void onASmallMachineEverythingButControlSharesALoop() {
    try (Loops few = Loops.start("few", 2)) {
      var small = new RealStrands(few, threads, failStop, (_, _) -> {}, Path.of("unused"));
      String data = threadOf(small.strand("d1.0"));
      assertThat(threadOf(small.strand(RealStrands.gateway(0)))).isEqualTo(data);
      assertThat(threadOf(small.strand(RealStrands.CONTROL))).isNotEqualTo(data);
    }
  }

  @Test
  void offloadedWorkOfOneStrandRunsInRequestOrderAndAnswersOnTheStrand() {
    Env env = strands.strand("d1.0");
    String loop = threadOf(env);
    var worked = new ArrayList<Integer>();
    var answered = new ArrayList<Integer>();
    var all = new CompletableFuture<List<Integer>>();
    for (int i = 0; i < 500; i++) {
      int number = i;
      env.scheduler()
          .offload(
              () -> {
                worked.add(number);
                return Thread.currentThread().getName();
              },
              result -> {
                assertThat(result).isInstanceOf(Result.Ok.class);
                assertThat(Thread.currentThread().getName()).isEqualTo(loop);
                answered.add(number);
                if (number == 499) {
                  all.complete(answered);
                }
              });
    }
    assertThat(Expect.soon(all)).hasSize(500).isSorted();
    assertThat(worked).hasSize(500).isSorted();
    assertThat(failStop.failed()).isFalse();
  }

  @Test
  void aCancelledTimerDoesNotRun() {
    Env env = strands.strand("d1.0");
    var due = new CompletableFuture<String>();
    env.scheduler()
        .execute(() -> {
          env.scheduler().after(Duration.ofMillis(5), () -> due.complete("cancelled")).cancel();
          env.scheduler().after(Duration.ofMillis(10), () -> due.complete("kept"));
        });
    assertThat(Expect.soon(due)).isEqualTo("kept");
  }

  @Test
  void anExceptionOnAStrandStopsTheNodeAndEveryOtherStrand() {
    strands.strand("d1.0").scheduler().execute(() -> impossible());
    assertThat(Expect.soon(stopped)).isTrue();
    var ran = new CompletableFuture<Boolean>();
    strands.strand("d2.0").scheduler().execute(() -> ran.complete(true));
    threads.close();
    loops.close();
    assertThat(ran).isNotDone();
  }

  @Test
  void anExceptionInOffloadedWorkStopsTheNode() {
    strands.strand("d1.0").scheduler().offload(RealStrandsTest::impossible, _ -> {});
    assertThat(Expect.soon(stopped)).isTrue();
  }

  @Test
  void tasksAfterTheStopAreDropped() {
    Env env = strands.strand("d1.0");
    loops.close();
    env.scheduler().execute(RealStrandsTest::impossible);
    env.scheduler().after(Duration.ZERO, RealStrandsTest::impossible).cancel();
    assertThat(failStop.failed()).isFalse();
  }

  private static String impossible() {
    throw new IllegalStateException("a planted error");
  }

  private static String threadOf(Env env) {
    var name = new CompletableFuture<String>();
    env.scheduler().execute(() -> name.complete(Thread.currentThread().getName()));
    return Expect.soon(name);
  }
}
