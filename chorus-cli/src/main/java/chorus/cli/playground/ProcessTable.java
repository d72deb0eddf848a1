package chorus.cli.playground;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the operating system says of processes.
interface ProcessTable {
  /// How a process is.
  enum State {
    RUNNING,
    PAUSED,
    /// There is none, or only its exit status is left, and it holds no file or port any more.
    GONE
  }

  State state(long pid);

  /// The words of its command line, as many as the system keeps; none if it is gone.
  List<String> words(long pid);

  /// The one of this machine.
  static ProcessTable ofSystem() {
    return Files.isReadable(Path.of("/proc/self/stat")) ? new Linux(Path.of("/proc")) : new Other();
  }

  /// Reads `/proc`. Java's own view does not tell a paused process from a running one, and counts
  /// one that nobody has waited for as alive.
  record Linux(Path proc) implements ProcessTable {
    @Override
    public State state(long pid) {
      String stat;
      try {
        stat = Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return State.GONE;
      }
      // The name in brackets may hold anything; the state is the first word after it.
      String rest = stat.substring(stat.lastIndexOf(')') + 1).strip();
      return switch (rest.isEmpty() ? 'X' : rest.charAt(0)) {
        case 'T', 't' -> State.PAUSED;
        case 'X', 'x' -> State.GONE;
        case 'Z' -> hasOtherThreads(pid) ? State.RUNNING : State.GONE;
        default -> State.RUNNING;
      };
    }

    /// The first thread may end before the others, which still hold the files.
    private boolean hasOtherThreads(long pid) {
      try (Stream<Path> threads = Files.list(proc.resolve(pid + "/task"))) {
        return threads.count() > 1;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public List<String> words(long pid) {
      try {
        byte[] line = Files.readAllBytes(proc.resolve(pid + "/cmdline"));
        return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
      } catch (IOException e) {
        return List.of();
      }
    }
  }

  /// Asks Java and, for what it does not know, `ps`.
  record Other() implements ProcessTable {
    @Override
    public State state(long pid) {
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return State.GONE;
      }
      String state = Tool.run("ps", "-o", "stat=", "-p", Long.toString(pid)).output().strip();
      if (state.isEmpty() || state.startsWith("Z")) {
        return State.GONE;
      }
      return state.startsWith("T") ? State.PAUSED : State.RUNNING;
    }

    @Override
    public List<String> words(long pid) {
      return ProcessHandle.of(pid)
          .flatMap(handle -> handle.info().arguments())
          .map(List::of)
          .orElse(List.of());
    }
  }
}
