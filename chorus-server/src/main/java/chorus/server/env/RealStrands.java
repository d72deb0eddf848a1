package chorus.server.env;

import chorus.env.Clock;
import chorus.env.Entropy;
import chorus.env.Env;
import chorus.env.Network;
import chorus.env.Scheduler;
import chorus.env.Strands;
import chorus.env.Trace;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Pins each strand to a loop by its name: `control` and `control-…` to the control loop,
/// `gateway-K` to client loop K, every other to the data loops in turn.
public final class RealStrands implements Strands {
  /// The strand of the control plane, heartbeats and leases.
  public static final String CONTROL = "control";

  private static final String GATEWAY = "gateway-";

  private final Loops loops;
  private final IoThreads threads;
  private final FailStop failStop;
  private final Network network;
  private final Path directory;
  private final Clock clock = new RealClock();
  private final Entropy entropy = new RealEntropy();
  private final Trace trace = new LoggingTrace();
  private final Map<String, Env> strands = new ConcurrentHashMap<>();
  private final AtomicInteger dataStrands = new AtomicInteger();

  /// `directory` is the node's data directory, the root of every strand's disk.
  public RealStrands(
      Loops loops, IoThreads threads, FailStop failStop, Network network, Path directory) {
    this.loops = loops;
    this.threads = threads;
    this.failStop = failStop;
    this.network = network;
    this.directory = directory;
  }

  /// The name of the strand on client loop `loop`.
  public static String gateway(int loop) {
    return GATEWAY + loop;
  }

  @Override
  public Env strand(String name) {
    return strands.computeIfAbsent(name, this::make);
  }

  private Env make(String name) {
    Scheduler scheduler =
        new LoopScheduler(name, loopOf(name), new SerialExecutor(threads), failStop);
    var disk = new RealDisk(directory, scheduler, threads);
    return new LoopEnv(clock, scheduler, network, disk, entropy, trace);
  }

  private EventLoop loopOf(String name) {
    if (name.equals(CONTROL) || name.startsWith(CONTROL + "-")) {
      return Loops.loop(loops.control(), 0);
    }
    if (name.startsWith(GATEWAY)) {
      return loops.clientLoop(Integer.parseInt(name, GATEWAY.length(), name.length(), 10));
    }
    return Loops.loop(loops.data(), dataStrands.getAndIncrement());
  }
}
