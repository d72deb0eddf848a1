package chorus.sim.world;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A computer: its disk and clocks outlive the process that runs on it.
///
/// Power loss takes the process and what was not synced; a kill takes the process only, since the
/// page cache stays with the operating system.
public final class Machine {
  private final World world;
  private final NodeId id;
  private final int number;
  private final SimClock clock;
  private final SimDisk disk;
  private final RandomGenerator chance;
  private @Nullable Run run;
  private int runs;
  private long awakeSinceNanos;

  /// `number` tells machines apart in the trace hash.
  public Machine(World world, NodeId id, int number) {
    this.world = world;
    this.id = id;
    this.number = number;
    SimEntropy own = world.entropy().within(id.name());
    this.chance = own.fork("machine");
    this.clock = new SimClock(world, chance.nextLong(1_000_000_000_000L));
    this.disk = new SimDisk(world, number, own);
  }

  public NodeId id() {
    return id;
  }

  public int number() {
    return number;
  }

  public SimClock clock() {
    return clock;
  }

  public SimDisk disk() {
    return disk;
  }

  World world() {
    return world;
  }

  /// The process that runs here, or null.
  public @Nullable Run run() {
    return run;
  }

  public boolean isUp() {
    return run != null;
  }

  /// Whether a process is here and neither stopped nor paused.
  public boolean isAwake() {
    Run present = run;
    return present != null && !present.isPaused();
  }

  /// Since when that is so, or was last.
  public long awakeSinceNanos() {
    return awakeSinceNanos;
  }

  /// Starts a process. `failed` is told when one of its tasks throws; the process is gone by then.
  public Run boot(SimNetwork network, CrashListener failed) {
    Require.that(run == null, "one process per machine");
    disk.boot();
    runs++;
    Run started = new Run(this, network, runs, failed);
    run = started;
    awakeSinceNanos = world.nowNanos();
    return started;
  }

  /// SIGKILL: the process ends between two of its steps; what it wrote stays in the page cache.
  public void kill() {
    end();
    disk.processGone();
  }

  /// The plug is pulled: of what was not synced, each sector stays or not.
  public void losePower() {
    end();
    disk.processGone();
    disk.powerLoss();
  }

  public void pause() {
    Run present = run;
    if (present != null) {
      present.pause();
    }
  }

  public void resume() {
    Run present = run;
    if (present != null) {
      awakeSinceNanos = present.isPaused() ? world.nowNanos() : awakeSinceNanos;
      present.resume();
    }
  }

  private void end() {
    Run present = run;
    if (present != null) {
      present.die();
      run = null;
    }
  }

  /// Told when a process ended by its own exception.
  @FunctionalInterface
  public interface CrashListener {
    void crashed(NodeId node, Throwable cause);
  }
}
