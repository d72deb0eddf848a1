package chorus.sim.world;

import chorus.base.NodeId;
import chorus.env.Env;
import chorus.env.Message;
import chorus.env.Strands;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One life of a node's process: its strands, and whether it is paused or gone.
///
/// Invariant: nothing of a run that is gone ever runs again; what a paused run misses waits.
public final class Run implements Strands {
  /// Messages that wait in the sockets of a paused process; more are lost.
  private static final int SOCKET_MESSAGES = 2_000;

  private final Machine machine;
  private final SimNetwork network;
  private final int number;
  private final Machine.CrashListener crashed;
  private final Map<String, Strand> strands = new LinkedHashMap<>();
  private final ArrayDeque<Runnable> sockets = new ArrayDeque<>();
  private @Nullable Receiver receiver;
  private boolean gone;
  private boolean paused;

  Run(Machine machine, SimNetwork network, int number, Machine.CrashListener crashed) {
    this.machine = machine;
    this.network = network;
    this.number = number;
    this.crashed = crashed;
  }

  /// The first run of a machine is 1.
  public int number() {
    return number;
  }

  public boolean isGone() {
    return gone;
  }

  public boolean isPaused() {
    return paused;
  }

  public boolean isAwake() {
    return !gone && !paused;
  }

  Machine machine() {
    return machine;
  }

  SimNetwork network() {
    return network;
  }

  @Override
  public Env strand(String name) {
    return strands.computeIfAbsent(
        name, fresh -> new Strand(this, fresh, machine.world().entropy()));
  }

  /// Where messages go; until it is set they are lost.
  public void receive(Receiver receiver) {
    this.receiver = receiver;
  }

  void deliver(NodeId from, Message message) {
    Receiver present = receiver;
    if (present != null) {
      arrive(() -> present.deliver(from, message));
    }
  }

  /// Something reaches the process through a socket: at once, or when it is resumed.
  public void arrive(Runnable action) {
    if (gone) {
      return;
    }
    if (!paused) {
      guarded(action);
    } else if (sockets.size() < SOCKET_MESSAGES) {
      sockets.add(action);
    }
  }

  /// Runs a step of this process; an exception ends the process, as it would stop a replica.
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | AssertionError broken) {
      machine.kill();
      crashed.crashed(machine.id(), broken);
    }
  }

  void pause() {
    paused = true;
  }

  void resume() {
    if (!paused || gone) {
      return;
    }
    paused = false;
    for (Strand strand : strands.values()) {
      strand.wakeAfterPause();
    }
    while (!sockets.isEmpty() && isAwake()) {
      guarded(sockets.remove());
    }
  }

  void die() {
    gone = true;
    sockets.clear();
  }

  /// Takes messages from other nodes.
  @FunctionalInterface
  public interface Receiver {
    void deliver(NodeId from, Message message);
  }
}
