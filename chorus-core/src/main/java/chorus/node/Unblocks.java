package chorus.node;

import chorus.wire.Unblocking;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Whether somebody wants that a command waits no longer, and has not heard yet what became of
/// that. One at a time: whoever comes second has unblocked nothing. On the gateway's strand.
final class Unblocks {
  private @Nullable Unblocking how;
  private @Nullable IntConsumer done;

  /// False if somebody else wants it already.
  boolean want(Unblocking wanted, IntConsumer asker) {
    if (done != null) {
      return false;
    }
    how = wanted;
    done = asker;
    return true;
  }

  /// How the command is to end; null if it may wait.
  @Nullable Unblocking wanted() {
    return how;
  }

  /// The command is answered; so many, 0 or 1, were unblocked. Later calls are without effect.
  void decided(int unblocked) {
    IntConsumer asker = done;
    how = null;
    done = null;
    if (asker != null) {
      asker.accept(unblocked);
    }
  }
}
