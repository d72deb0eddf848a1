package chorus.server.env;

import chorus.env.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events to the log, one line each. Events of the hot path, which ask [#listening] first,
/// are there only at level DEBUG; all others always.
public final class LoggingTrace implements Trace {
  private static final Logger LOG = LoggerFactory.getLogger("chorus.trace");

  @Override
  public boolean listening() {
    return LOG.isDebugEnabled();
  }

  @Override
  public void emit(Record event) {
    LOG.info("{}", event);
  }
}
