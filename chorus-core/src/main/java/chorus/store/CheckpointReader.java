package chorus.store;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.env.Env;
import chorus.resp.Bytes;
import chorus.value.Malformed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Loads the newest checkpoint of a directory that is whole. Used once.
final class CheckpointReader {
  private final Env env;
  private final String directory;
  private final Completion<MemoryRows> done;
  private Iterator<String> candidates = List.<String>of().iterator();

  CheckpointReader(Env env, String directory, Completion<MemoryRows> done) {
    this.env = env;
    this.directory = directory;
    this.done = done;
  }

  void start() {
    env.disk()
        .list(
            directory,
            then(names -> {
              candidates = CheckpointFiles.newestFirst(names).iterator();
              tryNext();
            }));
  }

  private void tryNext() {
    if (!candidates.hasNext()) {
      done.complete(Result.ok(MemoryRows.EMPTY));
      return;
    }
    String path = directory + "/" + candidates.next();
    env.disk().open(path, then(file -> readHead(new Attempt(path, file))));
  }

  private void readHead(Attempt attempt) {
    attempt.file.read(
        attempt.offset, CheckpointCodec.HEAD_BYTES, then(bytes -> readBody(attempt, bytes)));
  }

  private void readBody(Attempt attempt, Bytes headBytes) {
    CheckpointCodec.Head head;
    try {
      head = CheckpointCodec.head(headBytes);
    } catch (Malformed e) {
      passOver(attempt, e.getMessage());
      return;
    }
    long bodyAt = attempt.offset + CheckpointCodec.HEAD_BYTES;
    if (head.bodyBytes() > attempt.file.size() - bodyAt) {
      passOver(attempt, "a frame is longer than the file");
      return;
    }
    attempt.file.read(
        bodyAt,
        head.bodyBytes(),
        then(body ->
            env.scheduler()
                .<Step>offload(
                    () -> attempt.content.add(head, body),
                    then(step -> goOn(attempt, bodyAt + head.bodyBytes(), step)))));
  }

  private void goOn(Attempt attempt, long offset, Step step) {
    attempt.offset = offset;
    switch (step) {
      case Step.More more -> readHead(attempt);
      case Step.Bad(String detail) -> passOver(attempt, detail);
      case Step.Whole(MemoryRows rows) -> {
        if (offset != attempt.file.size()) {
          passOver(attempt, "there are bytes behind the end");
          return;
        }
        attempt.file.close();
        done.complete(Result.ok(rows));
      }
    }
  }

  private void passOver(Attempt attempt, @Nullable String detail) {
    attempt.file.close();
    env.trace().emit(new CheckpointPassedOver(attempt.path, String.valueOf(detail)));
    tryNext();
  }

  private <T> Completion<T> then(Consumer<T> next) {
    return result -> {
      switch (result) {
        case Result.Ok<T>(T value) -> next.accept(value);
        case Result.Failed<T>(Fault fault) -> done.complete(Result.failed(fault));
      }
    };
  }

  /// One file that is being read.
  private static final class Attempt {
    final String path;
    final DiskFile file;
    final Content content = new Content();
    long offset;

    Attempt(String path, DiskFile file) {
      this.path = path;
      this.file = file;
    }
  }

  /// What one more frame led to.
  private sealed interface Step {
    record More() implements Step {}

    record Bad(String detail) implements Step {}

    record Whole(MemoryRows rows) implements Step {}
  }

  /// What was read so far. Only offloaded work touches it.
  private static final class Content {
    private final List<Effect.Put> rows = new ArrayList<>();
    private @Nullable Lsn lsn;

    Step add(CheckpointCodec.Head head, Bytes body) {
      try {
        CheckpointCodec.Body decoded = CheckpointCodec.decode(head, body);
        return switch (decoded) {
          case CheckpointCodec.Body.Header header -> begin(header.lsn());
          case CheckpointCodec.Body.Rows some -> append(some.rows());
          case CheckpointCodec.Body.End end -> finish(end.rows());
        };
      } catch (Malformed e) {
        return new Step.Bad(String.valueOf(e.getMessage()));
      }
    }

    private Step begin(Lsn said) {
      if (lsn != null) {
        return new Step.Bad("there are two headers");
      }
      lsn = said;
      return new Step.More();
    }

    private Step append(List<Effect.Put> some) {
      for (Effect.Put row : some) {
        if (!rows.isEmpty() && rows.getLast().row().compareTo(row.row()) >= 0) {
          return new Step.Bad("rows are out of order");
        }
        rows.add(row);
      }
      return new Step.More();
    }

    private Step finish(long said) {
      MemoryRows loaded = MemoryRows.of(RowTree.ofSorted(rows));
      if (said != rows.size() || !loaded.applied().equals(lsn)) {
        return new Step.Bad("rows are missing");
      }
      return new Step.Whole(loaded);
    }
  }
}
