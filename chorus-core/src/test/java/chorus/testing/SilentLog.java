package chorus.testing;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.log.LogListener;

/// Takes no notice of what a log says.
public final class SilentLog implements LogListener {
  @Override
  public void durable(Lsn lsn) {}

  @Override
  public void failed(Fault fault) {}

  @Override
  public void damaged(Fault fault) {}

  @Override
  public void spaceReturned() {}

  @Override
  public void trimmed(Lsn base) {}
}
