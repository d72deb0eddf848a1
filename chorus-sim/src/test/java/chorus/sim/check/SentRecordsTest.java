package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.Owed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Epoch 2 begins at record 5.
final class SentRecordsTest {
  private static final NodeId RELAY = new NodeId("n1");
  private static final NodeId LEADER = new NodeId("n2");

  private final Verdicts verdicts = new Verdicts(() -> 0);
  private final SentRecords sent = new SentRecords(verdicts);

  @BeforeEach
  void epochTwoBegins() {
    sent.activating(new Epoch(2), new Lsn(5));
  }

  @Test
  void whatIsInTheLeadersLogIsRight() {
    sent.came(RELAY, append(at(1, 3), at(1, 4), at(2, 5), at(2, 6)));
    sent.came(RELAY, append(at(2, 6)));
    sent.came(LEADER, append(LogPosition.START, at(1, 1)));
    assertThat(verdicts.found()).isEmpty();
  }

  @Test
  void anEarlierLeadersRecordBehindTheBeginningIsRefused() {
    sent.came(RELAY, append(at(1, 4), at(1, 5)));
    refused();
  }

  @Test
  void toTakeSuchAOneForGrantedIsRefusedToo() {
    sent.came(RELAY, append(at(1, 7)));
    refused();
  }

  private void refused() {
    assertThat(verdicts.found())
        .singleElement()
        .extracting(Violation::law)
        .isEqualTo(SentRecords.OF_LEADER);
  }

  private static LogPosition at(long epoch, long lsn) {
    return new LogPosition(new Epoch(epoch), new Lsn(lsn));
  }

  private static Append append(LogPosition previous, LogPosition... records) {
    List<LogRecord> all =
        Stream.of(records)
            .map(
                at -> new LogRecord(at.epoch(), at.lsn(), new Hlc(1), RecordKind.BEAT, Bytes.EMPTY))
            .toList();
    return new Append(
        new ShardId(new DatabaseId(0), 0),
        new Epoch(2),
        LEADER,
        previous,
        Lsn.NONE,
        Lsn.NONE,
        Owed.NOTHING,
        all);
  }
}
