package chorus.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What the tables of client libraries share.
final class ClientSteps {
  /// For a command that waits to be on its way.
  private static final long SOON_MILLIS = 60;

  /// What an application does with one family of commands, on connections to two nodes, under keys
  /// that begin with `prefix`.
  record Step<C>(String name, Body<C> body) {}

  /// The doing of it; what is not as it should be is thrown.
  interface Body<C> {
    void run(C here, C there, String prefix);
  }

  private ClientSteps() {}

  /// Does something in another thread, soon.
  static void soon(Runnable action) {
    CompletableFuture.runAsync(
            action, CompletableFuture.delayedExecutor(SOON_MILLIS, TimeUnit.MILLISECONDS))
        .exceptionally(failure -> {
          throw new AssertionError(failure);
        });
  }
}
