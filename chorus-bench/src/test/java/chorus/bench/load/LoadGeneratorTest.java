package chorus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.bench.load.Workload.Extent;
import chorus.bench.load.Workload.Operation;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static Measurement run(Workload work, AnsweringServer server) throws IOException {
    return LoadGenerator.run(work, server.address(), RespSpeaker::plain, () -> {});
  }

  private static Workload counted(int depth, long operations) {
    return new Workload(3, depth, 100, 10, Operation.FILL, new Extent.Counted(operations));
  }

  @Test
  void countedWorkSendsExactlyThatMany() throws IOException {
    try (AnsweringServer server = AnsweringServer.start(number -> "+OK\r\n")) {
      Measurement measured = run(counted(16, 1000), server);
      assertThat(measured.operations()).isEqualTo(1000);
      assertThat(server.commands()).isEqualTo(1000);
      assertThat(measured.errors()).isEmpty();
    }
  }

  @Test
  void errorsAreNoOperations() throws IOException {
    try (AnsweringServer server =
        AnsweringServer.start(
            number -> number % 10 == 0 ? "-NOQUORUM nobody leads\r\n" : "+OK\r\n")) {
      Measurement measured = run(counted(1, 500), server);
      assertThat(measured.operations()).isEqualTo(450);
      assertThat(measured.errors()).containsExactly(java.util.Map.entry("NOQUORUM", 50L));
    }
  }

  @Test
  void aReadThatFindsNothingIsAnError() throws IOException {
    Workload reads = new Workload(1, 1, 10, 10, Operation.GET, new Extent.Counted(20));
    try (AnsweringServer server = AnsweringServer.start(number -> "$-1\r\n")) {
      assertThat(run(reads, server).errors()).containsEntry("NIL", 20L);
    }
  }

  @Test
  void choosingADatabaseIsNoOperation() throws IOException {
    try (AnsweringServer server = AnsweringServer.start(number -> "+OK\r\n")) {
      Measurement measured =
          LoadGenerator.run(
              counted(4, 40), server.address(), () -> RespSpeaker.selecting(1), () -> {});
      assertThat(measured.operations()).isEqualTo(40);
      assertThat(server.commands() - measured.operations()).isEqualTo(counted(4, 40).connections());
    }
  }

  @Test
  void aDatabaseThatIsNotThereEndsTheRun() throws IOException {
    try (AnsweringServer server =
        AnsweringServer.start(number -> "-ERR DB index is out of range\r\n")) {
      assertThatThrownBy(() ->
              LoadGenerator.run(
                  counted(1, 10), server.address(), () -> RespSpeaker.selecting(7), () -> {}))
          .hasMessageContaining("does not select 7");
    }
  }

  @Test
  void aWriteThatWaitsIsDoneWithItsSecondReply() throws IOException {
    try (AnsweringServer server =
        AnsweringServer.start(number -> number % 2 == 1 ? "+OK\r\n" : ":1\r\n")) {
      Workload work = new Workload(1, 4, 10, 10, Operation.SET, new Extent.Counted(40));
      Measurement measured =
          LoadGenerator.run(work, server.address(), () -> RespSpeaker.waitingFor(1), () -> {});
      assertThat(measured.operations()).isEqualTo(40);
      assertThat(server.commands()).isEqualTo(80);
    }
  }

  @Test
  void tooFewCopiesAreAnError() throws IOException {
    try (AnsweringServer server =
        AnsweringServer.start(number -> number % 2 == 1 ? "+OK\r\n" : ":0\r\n")) {
      Workload work = new Workload(1, 1, 10, 10, Operation.SET, new Extent.Counted(5));
      Measurement measured =
          LoadGenerator.run(work, server.address(), () -> RespSpeaker.waitingFor(1), () -> {});
      assertThat(measured.errors()).containsEntry("TOO-FEW-COPIES", 5L);
    }
  }

  @Test
  void warmUpDoesNotCount() throws IOException {
    Workload work =
        new Workload(
            2,
            1,
            10,
            10,
            Operation.SET,
            new Extent.Lasting(Duration.ofMillis(100), Duration.ofMillis(100)));
    try (AnsweringServer server = AnsweringServer.start(number -> "+OK\r\n")) {
      long[] before = new long[1];
      Measurement measured =
          LoadGenerator.run(
              work, server.address(), RespSpeaker::plain, () -> before[0] = server.commands());
      assertThat(before[0]).isPositive();
      assertThat(measured.operations()).isPositive().isLessThanOrEqualTo(server.commands());
      assertThat(measured.operations()).isLessThan(server.commands() - before[0] + 3);
      assertThat(measured.p99Millis()).isGreaterThanOrEqualTo(measured.p50Millis());
    }
  }

  @Test
  void aServerThatHangsUpFailsTheRun() throws IOException {
    try (AnsweringServer server = AnsweringServer.start(number -> "")) {
      Workload work = counted(1, 3);
      assertThatThrownBy(() -> run(work, server)).hasMessageContaining("closed a connection");
    }
  }
}
