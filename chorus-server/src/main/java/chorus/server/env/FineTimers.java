package chorus.server.env;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What a loop does for its sockets, with timers that are due within half a millisecond.
///
/// Selectors wait whole milliseconds. A loop whose next timer is due sooner asks again and again
/// what its sockets have, until the timer is due: that can take a third of its processor time. Here
/// it sleeps that long; what comes on a socket meanwhile is read after that, what another thread
/// asks for wakes it.
final class FineTimers implements IoHandler {
  private static final long SHORTEST_SELECT_NANOS = 500_000;

  private final IoHandler sockets;

  /// The loop's thread from before it looks whether there is something to do until it slept.
  private volatile @Nullable Thread sleeper;

  private FineTimers(IoHandler sockets) {
    this.sockets = sockets;
  }

  static IoHandlerFactory over(IoHandlerFactory sockets) {
    return new IoHandlerFactory() {
      @Override
      public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new FineTimers(sockets.newHandler(executor));
      }

      @Override
      public boolean isChangingThreadSupported() {
        return sockets.isChangingThreadSupported();
      }
    };
  }

  @Override
  public int run(IoHandlerContext context) {
    long delay = context.delayNanos(System.nanoTime());
    if (delay > 0 && delay < SHORTEST_SELECT_NANOS) {
      sleeper = Thread.currentThread();
      if (context.canBlock()) {
        LockSupport.parkNanos(this, delay);
      }
      sleeper = null;
    }
    return sockets.run(context);
  }

  @Override
  public void wakeup() {
    sockets.wakeup();
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  @Override
  public void initialize() {
    sockets.initialize();
  }

  @Override
  public void prepareToDestroy() {
    sockets.prepareToDestroy();
  }

  @Override
  public void destroy() {
    sockets.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return sockets.register(handle);
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return sockets.isCompatible(handleType);
  }
}
