package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.testing.MemoryDisk;
import org.junit.jupiter.api.Test;

/// A command under CHORUS ONCE at its leader: the same twice at one moment, and after a restart.
final class OnceTest {
  private final MemoryDisk disk = new MemoryDisk();
  private final LoneReplica process = new LoneReplica(disk, 1);

  @Test
  void twoConnectionsThatSendOneSeqAtOnceApplyItOnce() {
    process.lead(new Epoch(1));
    String line = "CHORUS ONCE " + open() + " 1 INCR paid";
    RecordedAnswer first = new RecordedAnswer();
    RecordedAnswer second = new RecordedAnswer();
    process.replica().submit(first.batch(line));
    process.replica().submit(second.batch(line, "GET paid"));
    assertThat(second.said).as("waits for the record of the first").isEmpty();
    assertThat(run(process, "GET paid")).isEqualTo("1");
    assertThat(first.only()).containsExactly("1");
    assertThat(second.only()).containsExactly("1", "1");
  }

  @Test
  void aRepetitionAfterARestartAnswersAsTheFirstTime() {
    process.lead(new Epoch(1));
    String session = open();
    assertThat(run(process, "CHORUS ONCE " + session + " 1 INCR paid")).isEqualTo("1");
    assertThat(run(process, "CHORUS ONCE " + session + " 2 HGET paid f")).isEqualTo("-WRONGTYPE");
    assertThat(run(process, "FLUSHDB")).isEqualTo("OK");
    LoneReplica again = new LoneReplica(disk, 2);
    again.lead(new Epoch(2));
    assertThat(run(again, "CHORUS ONCE " + session + " 1 INCR paid")).isEqualTo("1");
    assertThat(run(again, "CHORUS ONCE " + session + " 2 HGET paid f")).isEqualTo("-WRONGTYPE");
    assertThat(run(again, "EXISTS paid")).isEqualTo("0");
    assertThat(run(again, "CHORUS ONCE " + session + " 3 INCR paid")).isEqualTo("1");
  }

  @Test
  void aRepetitionOfAnUndecidedCommandIsAsOpenAsTheCommand() {
    process.lead(new Epoch(1));
    String line = "CHORUS ONCE " + open() + " 1 INCR paid";
    RecordedAnswer first = new RecordedAnswer();
    RecordedAnswer second = new RecordedAnswer();
    process.replica().submit(first.batch(line));
    process.replica().submit(second.batch(line, "GET paid"));
    process.replica().supersede(new Epoch(2));
    assertThat(first.only()).containsExactly("-INDETERMINATE");
    assertThat(second.only()).containsExactly("-INDETERMINATE", "-UNAVAILABLE");
  }

  private String open() {
    return run(process, "CHORUS ONCE OPEN");
  }

  private static String run(LoneReplica at, String line) {
    RecordedAnswer answer = new RecordedAnswer();
    at.submit(answer.batch(line));
    return answer.only().getFirst();
  }
}
