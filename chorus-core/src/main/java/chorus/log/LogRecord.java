package chorus.log;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.time.Hlc;

/// One entry of the replication log.
public record LogRecord(Epoch epoch, Lsn lsn, Hlc hlc, RecordKind kind, Bytes payload) {
  public LogPosition position() {
    return new LogPosition(epoch, lsn);
  }
}
