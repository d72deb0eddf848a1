package chorus.server.env;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A node's event loops. Few, since a loop more than there are cores only adds switches between
/// threads; separate, since a loop that is busy with data must not delay a heartbeat.
///
/// @param control heartbeats, leases, the control plane
/// @param data the databases, spread over these
/// @param connections clients' sockets and their sessions
/// @param peers the sockets between nodes
public record Loops(
    EventLoopGroup control, EventLoopGroup data, EventLoopGroup connections, EventLoopGroup peers)
    implements AutoCloseable {
  private static final int MOST_PER_GROUP = 2;
  private static final int FEW_CORES = 2;
  private static final long STOP_WAIT_MILLIS = 2_000;

  /// Loops for a machine with so many cores; `name` begins the threads' names.
  ///
  /// On a small machine everything but control shares one loop: a command that goes from its socket
  /// to its shard and on to the followers then changes threads only for the disk.
  public static Loops start(String name, int cores) {
    if (cores <= FEW_CORES) {
      EventLoopGroup work = group(name + "-work", 1);
      return new Loops(group(name + "-control", 1), work, work, work);
    }
    int several = Math.clamp(cores / 2, 1, MOST_PER_GROUP);
    return new Loops(
        group(name + "-control", 1),
        group(name + "-data", several),
        group(name + "-client", several),
        group(name + "-peer", 1));
  }

  private static EventLoopGroup group(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), FineTimers.over(NioIoHandler.newFactory()));
  }

  /// The loop with this number among those of `group`; numbers beyond go round.
  static EventLoop loop(EventLoopGroup group, int number) {
    List<EventLoop> all = loops(group);
    return all.get(Math.floorMod(number, all.size()));
  }

  /// The client loop with this number, from 0.
  public EventLoop clientLoop(int number) {
    return loop(connections, number);
  }

  /// Which of the client loops this one is, from 0.
  public int numberOfClientLoop(EventLoop loop) {
    return loops(connections).indexOf(loop);
  }

  private static List<EventLoop> loops(EventLoopGroup group) {
    var all = new ArrayList<EventLoop>();
    group.forEach(executor -> all.add((EventLoop) executor));
    return all;
  }

  /// Stops all loops; tasks that wait are dropped.
  @Override
  public void close() {
    List<? extends Future<?>> ending =
        Stream.of(connections, peers, data, control)
            .map(group -> group.shutdownGracefully(0, STOP_WAIT_MILLIS, TimeUnit.MILLISECONDS))
            .toList();
    ending.forEach(end -> end.awaitUninterruptibly(STOP_WAIT_MILLIS));
  }
}
