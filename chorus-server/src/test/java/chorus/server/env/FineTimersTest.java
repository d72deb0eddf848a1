package chorus.server.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FineTimersTest {
  private static final int TIMERS = 200;

  private final AtomicInteger asked = new AtomicInteger();

  /// Without [FineTimers] it asks some hundred times for each timer.
  @Test
  void aLoopThatWaitsForATimerDoesNotAskItsSocketsAgainAndAgain() throws InterruptedException {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, FineTimers.over(counted()));
    CountDownLatch due = new CountDownLatch(TIMERS);
    Future<?> timer = loop.scheduleAtFixedRate(due::countDown, 300, 300, TimeUnit.MICROSECONDS);
    assertThat(due.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(asked.get()).isLessThan(TIMERS * 10);
    timer.cancel(false);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private IoHandlerFactory counted() {
    IoHandlerFactory sockets = NioIoHandler.newFactory();
    return executor -> {
      IoHandler handler = sockets.newHandler(executor);
      return (IoHandler)
          Proxy.newProxyInstance(
              IoHandler.class.getClassLoader(),
              new Class<?>[] {IoHandler.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("run")) {
                  asked.incrementAndGet();
                }
                return method.invoke(handler, arguments);
              });
    };
  }
}
