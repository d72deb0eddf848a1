package chorus.server.env;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way out after a programmer's error: from the first exception on no task of this node
/// runs, and the node's owner is told once.
///
/// Going on would act on a state that is not what the code promises, so a stopped node is the safe
/// one: the others go on without it, and a restart rebuilds it from its log.
public final class FailStop {
  private static final Logger LOG = LoggerFactory.getLogger(FailStop.class);

  private final Runnable whenFailed;
  private final AtomicBoolean failed = new AtomicBoolean();

  /// `whenFailed` is called at most once, on the thread that failed; it must not block.
  public FailStop(Runnable whenFailed) {
    this.whenFailed = whenFailed;
  }

  /// Whether the node must do nothing more.
  public boolean failed() {
    return failed.get();
  }

  /// Stops the node because of `cause`, which came up on `strand`. Only the first call counts.
  public void fail(String strand, Throwable cause) {
    if (failed.compareAndSet(false, true)) {
      LOG.error("an internal error on strand {} stops this node", strand, cause);
      whenFailed.run();
    }
  }

  /// Runs `task` unless the node has failed; what it throws stops the node.
  public void guard(String strand, Runnable task) {
    if (failed.get()) {
      return;
    }
    try {
      task.run();
    } catch (Throwable cause) {
      fail(strand, cause);
    }
  }
}
