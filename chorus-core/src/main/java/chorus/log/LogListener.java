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

  /// A read met a record that is not what was written. Nothing else stops: the log goes on, and an
  /// audit may repair it.
  void damaged(Fault fault);

  /// [ShardLog#full] was true and is not any more.
  void spaceReturned();

  /// The log begins behind `base` from now on.
  void trimmed(Lsn base);
}
