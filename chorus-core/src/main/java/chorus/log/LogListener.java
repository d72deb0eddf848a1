package chorus.log;

import chorus.base.Fault;
import chorus.base.Lsn;

/// Told what becomes of the log, on its strand, never in the frame of a call to it.
public interface LogListener {
  /// Every record up to `lsn` is durable, and so is every cut asked for. `lsn` falls only behind a
  /// cut.
  void durable(Lsn lsn);

  /// The log is finished: nothing more becomes durable, and what was not may be lost (law 8). At
  /// most once.
  void failed(Fault fault);

  /// [ShardLog#full] was true and is not any more.
  void spaceReturned();
}
