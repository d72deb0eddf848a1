package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;

/// The process of one node, found through its pid file, and only if it is really that node.
final class NodeProcess {
  /// What `playground ps` shows.
  enum State {
    RUNNING,
    PAUSED,
    /// Never started, or stopped in order.
    STOPPED,
    /// Gone without having been stopped: killed, or ended by itself.
    KILLED
  }

  /// A signal, by its name for `kill`.
  enum Signal {
    TERM,
    KILL,
    STOP,
    CONT
  }

  private final PlaygroundNode node;
  private final ProcessTable processes;

  NodeProcess(PlaygroundNode node, ProcessTable processes) {
    this.node = node;
    this.processes = processes;
  }

  State state() {
    OptionalLong recorded = recordedPid();
    if (recorded.isEmpty()) {
      return State.STOPPED;
    }
    if (isAnother(recorded.getAsLong())) {
      return State.KILLED;
    }
    return switch (processes.state(recorded.getAsLong())) {
      case RUNNING -> State.RUNNING;
      case PAUSED -> State.PAUSED;
      case GONE -> State.KILLED;
    };
  }

  /// The process' number while it is there.
  OptionalLong pid() {
    return switch (state()) {
      case RUNNING, PAUSED -> recordedPid();
      case STOPPED, KILLED -> OptionalLong.empty();
    };
  }

  /// Writes down which process the node is from now on.
  void record(long pid) {
    try {
      var whole = node.directory().resolve("pid.new");
      Files.writeString(whole, pid + "\n");
      Files.move(
          whole,
          node.pidFile(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot write " + node.pidFile() + ": " + e);
    }
  }

  /// Forgets the process: it was stopped in order.
  void forget() {
    try {
      Files.deleteIfExists(node.pidFile());
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot delete " + node.pidFile() + ": " + e);
    }
  }

  /// Sends a signal; false if there is no process of this node.
  boolean signal(Signal signal) {
    OptionalLong pid = pid();
    if (pid.isEmpty()) {
      return false;
    }
    Tool kill = Tool.run("kill", "-" + signal.name(), Long.toString(pid.getAsLong()));
    if (kill.exitCode() != 0 && pid().isPresent()) {
      throw new CliFailure(
          ExitCode.FAILED, "cannot signal %s: %s".formatted(node.id(), kill.output().strip()));
    }
    return true;
  }

  /// Whether the process that had number `pid`, seen as this node before, is gone with everything
  /// that it held.
  boolean hasLeft(long pid) {
    return processes.state(pid) == ProcessTable.State.GONE || isAnother(pid);
  }

  /// Whether the number belongs to a process that is certainly not this node. One that just becomes
  /// its program has no command line yet; one that is on its way out has none any more, but still
  /// holds files and ports.
  private boolean isAnother(long pid) {
    List<String> words = processes.words(pid);
    boolean hasCommandLine = words.stream().anyMatch(word -> !word.isEmpty());
    return hasCommandLine && !words.contains(node.mark());
  }

  private OptionalLong recordedPid() {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(node.pidFile()).strip()));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot read " + node.pidFile() + ": " + e);
    }
  }
}
