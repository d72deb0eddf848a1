package chorus.control;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Require;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.MetaLog;
import chorus.env.MetaMachine;
import chorus.env.MetaMembers;
import chorus.env.Scheduler;
import chorus.resp.Bytes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The control log on Apache Ratis: one group per cluster, one member per node.
///
/// [#open] and [#close] block and belong to the shell; everything else is called on the strand that
/// was given to [#open], where the machine is fed and completions run. Proposals and barriers go to
/// the group's leader, wherever it is, on virtual threads.
///
/// Durability: a committed command is fsynced by a majority of the voters. A member that stops and
/// comes back replays from its last snapshot.
public final class RatisMetaLog implements MetaLog, AutoCloseable {
  /// Proposals and barriers under way at once; the next is refused.
  private static final int CALLS_MAX = 256;

  /// gRPC inside Ratis logs through the JDK's own logging. Kept here, since a logger that nobody
  /// holds forgets its level.
  private static final Logger GRPC = Logger.getLogger("org.apache.ratis.thirdparty.io.grpc");

  private static final Fault STOPPED = Fault.notApplied("NOLEADER", "the control log is stopped");

  /// How long this member may take at least to apply what the leader answered for.
  private static final Duration LAST_WAIT = Duration.ofMillis(100);

  private final Scheduler strand;
  private final ControlTuning tuning;
  private final MachineFeed feed;
  private final ExecutorService replies;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(CALLS_MAX);
  private final CompletableFuture<Fault> failure = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Done> closed = new CompletableFuture<>();
  private final RatisMachine machine;
  private final RatisMember member;

  private RatisMetaLog(ControlSettings settings, Scheduler strand) throws ControlRefusedException {
    this.strand = strand;
    this.tuning = settings.tuning();
    this.replies =
        Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("control-replies-" + settings.self()).factory());
    this.feed = new MachineFeed(strand, replies);
    this.machine = new RatisMachine(feed, this::failed);
    this.member = RatisMember.start(settings, machine);
  }

  /// Opens the directory, binds the control port and joins the group; blocks until that is done,
  /// not until a leader is known. What is committed waits until [#start]. `strand` is where the
  /// machine will live.
  public static RatisMetaLog open(ControlSettings settings, Scheduler strand)
      throws ControlRefusedException {
    GRPC.setLevel(Level.WARNING);
    return new RatisMetaLog(settings, strand);
  }

  /// Completes, on any thread, when the log stopped by itself (a failed write, a full disk). The
  /// member takes no further part until the process starts again.
  public CompletionStage<Fault> failure() {
    return failure.minimalCompletionStage();
  }

  @Override
  public void start(MetaMachine machine) {
    feed.start(machine);
  }

  @Override
  public void propose(Bytes command, Completion<Done> done) {
    Require.that(
        command.length() <= RatisProperties.COMMAND_MAX_BYTES,
        "a control command has at most 512 KiB",
        command.length());
    submit(
        () -> member.calls().append(command),
        Fault.indeterminate("UNKNOWN", "committed, but not yet applied on this node"),
        done);
  }

  @Override
  public void barrier(Completion<Done> done) {
    submit(
        () -> member.calls().readIndex(),
        Fault.notApplied("NOLEADER", "this node has not yet applied what was committed"),
        done);
  }

  @Override
  public Optional<MetaMembers> members() {
    return machine.members();
  }

  @Override
  public void change(MetaMembers members, Completion<Done> done) {
    call(
        () -> member.change().to(members),
        Fault.indeterminate("UNKNOWN", "the change of the control group was interrupted"),
        result -> strand.execute(() -> done.complete(result)),
        done);
  }

  /// Closes in the background; [#close] waits for that.
  @Override
  public void stop() {
    feed.stop();
    beginClose();
  }

  /// Stops, and returns when the port and the directory are free and no thread is left.
  @Override
  public void close() {
    beginClose();
    closed.join();
  }

  private void submit(Callable<Result<Long>> call, Fault late, Completion<Done> done) {
    long began = System.nanoTime();
    call(call, late, result -> strand.execute(() -> settle(result, began, late, done)), done);
  }

  /// Runs `call` on a thread of its own and hands its result to `then` there; where that cannot be,
  /// `done` hears why.
  private <T> void call(
      Callable<Result<T>> call, Fault late, Consumer<Result<T>> then, Completion<Done> done) {
    if (closing.get()) {
      answer(done, STOPPED);
      return;
    }
    if (!room.tryAcquire()) {
      answer(done, Fault.notApplied("NOLEADER", CALLS_MAX + " control calls are under way"));
      return;
    }
    try {
      calls.execute(() -> {
        Result<T> result = run(call, late);
        room.release();
        then.accept(result);
      });
    } catch (RejectedExecutionException stopped) {
      room.release();
      answer(done, STOPPED);
    }
  }

  private static <T> Result<T> run(Callable<Result<T>> call, Fault late) {
    try {
      return call.call();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Result.failed(new Fault(late.code(), late.certainty(), "the control log is stopped"));
    } catch (Exception unforeseen) {
      return Result.failed(new Fault(late.code(), late.certainty(), unforeseen.toString()));
    }
  }

  /// The leader has answered; it remains that this member applies that far within the deadline.
  private void settle(Result<Long> result, long began, Fault late, Completion<Done> done) {
    switch (result) {
      case Result.Failed<Long>(Fault fault) -> done.complete(Result.failed(fault));
      case Result.Ok<Long>(Long index) -> {
        Duration rest = tuning.deadline().minusNanos(System.nanoTime() - began);
        feed.await(index, rest.compareTo(LAST_WAIT) < 0 ? LAST_WAIT : rest, late, done);
      }
    }
  }

  private void answer(Completion<Done> done, Fault fault) {
    strand.execute(() -> done.complete(Result.failed(fault)));
  }

  private void failed(Fault fault) {
    if (!closing.get()) {
      failure.complete(fault);
    }
  }

  private void beginClose() {
    if (closing.compareAndSet(false, true)) {
      Thread.ofPlatform().name("control-close").start(this::closeAll);
    }
  }

  private void closeAll() {
    try {
      feed.abandon();
      calls.shutdownNow();
      member.close();
      replies.shutdown();
    } finally {
      closed.complete(Done.DONE);
    }
  }
}
