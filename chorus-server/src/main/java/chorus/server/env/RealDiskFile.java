package chorus.server.env;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.env.Scheduler;
import chorus.resp.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One append-only file. Whatever was requested while the disk was busy is taken together by the
/// next turn, and one fsync serves all the syncs in it: that is the group commit.
///
/// Invariant: turns of one file never overlap, so what follows `end` below belongs to one thread at
/// a time. Invariant: after a failed write or fsync nothing is written any more, since the kernel
/// may have dropped the pages and a second fsync would lie about them.
final class RealDiskFile implements DiskFile {
  /// Requests after which the thread is given up, so that other files get their turn.
  private static final int TURN = 4096;

  private final Scheduler strand;
  private final Executor threads;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

  /// Requests that are queued or in work. Whoever raises it from zero starts a turn.
  private final AtomicInteger pending = new AtomicInteger();

  /// What the strand knows of the length.
  private long size;

  private final Path path;
  private final FileContent content;
  private final List<Completion<Done>> syncing = new ArrayList<>();
  private @Nullable Fault broken;

  RealDiskFile(Path path, FileChannel channel, long size, Scheduler strand, Executor threads) {
    this.path = path;
    this.content = new FileContent(channel, size);
    this.size = size;
    this.strand = strand;
    this.threads = threads;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void allocate(long size, Completion<Done> done) {
    request(new Request.Allocate(size, done));
  }

  @Override
  public void cut(long position, Completion<Done> done) {
    request(new Request.Cut(position, done));
  }

  @Override
  public void append(Bytes data) {
    request(new Request.Append(data));
  }

  @Override
  public void sync(Completion<Done> done) {
    request(new Request.Sync(done));
  }

  @Override
  public void read(long offset, int length, Completion<Bytes> done) {
    request(new Request.Read(offset, length, done));
  }

  @Override
  public void close() {
    request(new Request.Close());
  }

  private void request(Request request) {
    requests.add(request);
    if (pending.getAndIncrement() == 0) {
      threads.execute(this::turn);
    }
  }

  private void turn() {
    content.begin();
    int taken = 0;
    while (taken < TURN) {
      Request request = requests.poll();
      if (request == null) {
        break;
      }
      taken++;
      perform(request);
    }
    finishSyncs();
    if (pending.addAndGet(-taken) > 0) {
      threads.execute(this::turn);
    }
  }

  /// Syncs wait for the end of the turn, or for the next request that has a completion of its own,
  /// since completions keep the order of requests.
  private void perform(Request request) {
    switch (request) {
      case Request.Append(Bytes data) -> stage(data);
      case Request.Sync(Completion<Done> done) -> syncing.add(done);
      case Request.Allocate(long wanted, Completion<Done> done) -> {
        finishSyncs();
        answer(done, allocateTo(wanted), content.length());
      }
      case Request.Cut(long position, Completion<Done> done) -> {
        finishSyncs();
        answer(done, attempt("cut", () -> content.cut(position)), content.length());
      }
      case Request.Read read -> {
        finishSyncs();
        read(read);
      }
      case Request.Close _ -> {
        finishSyncs();
        finish();
      }
    }
  }

  private void stage(Bytes data) {
    if (broken == null) {
      try {
        content.append(data);
      } catch (IOException failed) {
        broken = DiskFaults.indeterminate("append to", path, failed);
      }
    }
  }

  /// Appends that nobody syncs yet are written too, so that memory never holds them for long.
  private void finishSyncs() {
    if (syncing.isEmpty()) {
      attempt("append to", content::write);
      return;
    }
    Result<Done> result = attempt("sync", content::sync);
    List<Completion<Done>> waiting = List.copyOf(syncing);
    syncing.clear();
    strand.execute(() -> waiting.forEach(done -> done.complete(result)));
  }

  /// A full disk leaves the file as it was and is not final; anything else is.
  private Result<Done> allocateTo(long wanted) {
    if (broken == null) {
      try {
        content.allocate(wanted);
        return Result.ok(Done.DONE);
      } catch (IOException failed) {
        if (DiskFaults.isFull(path, failed)) {
          return giveBack(DiskFaults.notApplied("reserve " + wanted + " bytes for", path, failed));
        }
        broken = DiskFaults.indeterminate("reserve " + wanted + " bytes for", path, failed);
      }
    }
    return Result.failed(broken);
  }

  private Result<Done> giveBack(Fault full) {
    Result<Done> shrunk = attempt("shrink", content::giveBack);
    return shrunk instanceof Result.Ok<Done> ? Result.failed(full) : shrunk;
  }

  private Result<Done> attempt(String action, Work work) {
    if (broken == null) {
      try {
        work.run();
        return Result.ok(Done.DONE);
      } catch (IOException failed) {
        broken = DiskFaults.indeterminate(action, path, failed);
      }
    }
    return Result.failed(broken);
  }

  private void read(Request.Read read) {
    Result<Bytes> result;
    if (broken != null) {
      result = Result.failed(broken);
    } else {
      try {
        result = Result.ok(content.read(read.offset(), read.length()));
      } catch (IOException failed) {
        result = Result.failed(DiskFaults.notApplied("read", path, failed));
      }
    }
    Result<Bytes> answer = result;
    strand.execute(() -> read.done().complete(answer));
  }

  private void answer(Completion<Done> done, Result<Done> result, long length) {
    strand.execute(() -> {
      size = length;
      done.complete(result);
    });
  }

  private void finish() {
    attempt("close", content::close);
    if (broken == null) {
      broken = Fault.notApplied("IO", path + " is closed");
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private sealed interface Request {
    record Append(Bytes data) implements Request {}

    record Sync(Completion<Done> done) implements Request {}

    record Allocate(long size, Completion<Done> done) implements Request {}

    record Cut(long position, Completion<Done> done) implements Request {}

    record Read(long offset, int length, Completion<Bytes> done) implements Request {}

    record Close() implements Request {}
  }
}
