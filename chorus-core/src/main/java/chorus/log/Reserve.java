package chorus.log;

import chorus.base.Fault;
import chorus.env.DiskFile;
import chorus.env.Env;
import java.time.Duration;
import java.util.Optional;

/// The next segment, made ready in the background, so that rolling never meets a full disk (F18).
///
/// Whatever the disk refuses for lack of room is asked for again every second.
final class Reserve {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Env env;
  private final String directory;
  private final int segmentBytes;
  private final Watcher watcher;
  private State state = new State.Idle();

  /// Told what became of the segment asked for, never in the frame of the call.
  interface Watcher {
    void ready();

    /// It was refused for lack of room, and is ready now; follows [#ready].
    void spaceReturned();

    /// The disk failed otherwise.
    void failed(Fault fault);
  }

  private sealed interface State {
    record Idle() implements State {}

    record Preparing() implements State {}

    record Refused() implements State {}

    record Ready(DiskFile file) implements State {}

    record Closed() implements State {}
  }

  Reserve(Env env, String directory, int segmentBytes, Watcher watcher) {
    this.env = env;
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.watcher = watcher;
  }

  /// Makes segment `sequence` ready: all zeros, and its space really there.
  void prepare(long sequence) {
    state = new State.Preparing();
    attempt(sequence);
  }

  /// The segment if it is ready; it is no more the reserve's.
  Optional<DiskFile> take() {
    if (state instanceof State.Ready(var file)) {
      state = new State.Idle();
      return Optional.of(file);
    }
    return Optional.empty();
  }

  /// Whether the disk has no room for it.
  boolean isRefused() {
    return state instanceof State.Refused;
  }

  void close() {
    if (state instanceof State.Ready(var file)) {
      file.close();
    }
    state = new State.Closed();
  }

  private void attempt(long sequence) {
    env.disk()
        .open(
            SegmentName.path(directory, sequence),
            Branch.of(file -> opened(sequence, file), fault -> refuse(sequence, fault)));
  }

  private void opened(long sequence, DiskFile file) {
    if (file.size() == 0) {
      allocate(sequence, file);
      return;
    }
    file.cut(
        0,
        Branch.of(
            _ -> allocate(sequence, file),
            fault -> {
              file.close();
              refuse(sequence, fault);
            }));
  }

  private void allocate(long sequence, DiskFile file) {
    file.allocate(
        segmentBytes,
        Branch.of(
            _ -> ready(file),
            fault -> {
              file.close();
              refuse(sequence, fault);
            }));
  }

  private void ready(DiskFile file) {
    if (state instanceof State.Closed) {
      file.close();
      return;
    }
    boolean wasRefused = isRefused();
    state = new State.Ready(file);
    watcher.ready();
    if (wasRefused) {
      watcher.spaceReturned();
    }
  }

  private void refuse(long sequence, Fault fault) {
    if (state instanceof State.Closed) {
      return;
    }
    if (fault.code().equals("DISKFULL")) {
      state = new State.Refused();
      env.scheduler().after(RETRY, () -> retry(sequence));
    } else {
      watcher.failed(fault);
    }
  }

  private void retry(long sequence) {
    if (isRefused()) {
      attempt(sequence);
    }
  }
}
