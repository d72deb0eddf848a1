package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.resp.Reply;
import chorus.testing.MemoryDisk;
import org.junit.jupiter.api.Test;

/// One command's change is one record, and a record fits into a segment: of 4096 bytes here.
final class LargeChangeTest {
  private final LoneReplica process = new LoneReplica(new MemoryDisk(), 1);

  @Test
  void aChangeThatNoRecordHoldsIsRefusedAndNothingOfItIsSeen() {
    process.lead(new Epoch(1));
    assertThat(run("SET k " + "x".repeat(3000))).isEqualTo(Reply.OK);
    assertThat(text(run("APPEND k " + "y".repeat(1000))))
        .isEqualTo(
            "ERR the change has 4027 bytes, a record of the log takes 3584 | nothing was written");
    assertThat(run("STRLEN k")).isEqualTo(Reply.integer(3000));
    assertThat(text(run("MSET a 1 b " + "z".repeat(4000)))).startsWith("ERR the change has");
    assertThat(run("EXISTS a b")).isEqualTo(Reply.integer(0));
  }

  @Test
  void writesGoOnAfterOneThatWasTooLarge() {
    process.lead(new Epoch(1));
    assertThat(text(run("SET k " + "x".repeat(5000)))).startsWith("ERR the change has");
    assertThat(run("SET k small")).isEqualTo(Reply.OK);
    assertThat(run("GET k")).isEqualTo(Reply.bulk("small"));
  }

  private Reply run(String line) {
    RecordedAnswer answer = new RecordedAnswer();
    process.submit(answer.batch(line));
    return answer.said.getFirst().getFirst();
  }

  private static String text(Reply reply) {
    return ((Reply.Error) reply).text();
  }
}
