package chorus.diverged;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Env;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Looks after a diverged store as people ask: shows what is in it, has it done again, deletes it.
///
/// Only the strand of `env` calls it, and it answers there. One change is under way at a time.
public final class Caretaker {
  private final Env env;
  private final DivergedStore store;
  private boolean changing;

  public Caretaker(Env env, DivergedStore store) {
    this.env = env;
    this.store = store;
  }

  /// Has one write done again, wherever the database is led.
  @FunctionalInterface
  public interface Redoing {
    /// Calls `done` once; any strand may.
    void redo(DivergedWrite write, Consumer<RedoVerdict> done);
  }

  /// The first of the writes that `which` takes, at most `count`, and fewer if they are large.
  /// Fault: `IO`.
  public void page(Selection which, int count, Completion<DivergedPage> done) {
    new Page(which, count, done).next();
  }

  /// Does the writes that `which` takes again, one after another, the oldest first. What is done or
  /// was there already leaves the store, after the last of its part was tried. The first error ends
  /// it. Fault: `REFUSED` while another change is under way.
  public void redo(Selection which, Redoing how, Completion<Redone> done) {
    if (begins(done)) {
      new Redo(which, how, done).next();
    }
  }

  /// Deletes the writes that `which` takes. Faults: `REFUSED` while another change is under way,
  /// `CORRUPT` (only all writes of a damaged part can be deleted), `DISKFULL`, `IO`.
  public void discard(Selection which, Completion<Discarded> done) {
    if (begins(done)) {
      new Discard(which, done).next();
    }
  }

  private <T> boolean begins(Completion<T> done) {
    if (changing) {
      String why =
          "the diverged writes of this database are being applied or discarded here already";
      done.complete(Result.failed(Fault.notApplied("REFUSED", why)));
      return false;
    }
    changing = true;
    return true;
  }

  /// Goes over the parts that were there when it began, one after another.
  private abstract class Walk {
    final Selection which;
    final SortedSet<LogPosition> found = new TreeSet<>();
    final List<String> problems = new ArrayList<>();
    private final ArrayDeque<DivergedPart> parts;

    Walk(Selection which) {
      this.which = which;
      this.parts = new ArrayDeque<>(store.parts().stream().filter(which::mayTake).toList());
    }

    final void next() {
      DivergedPart part = parts.poll();
      if (part == null) {
        end();
      } else {
        begin(part);
      }
    }

    /// What is damaged is passed over and named: the rest must not be lost with it.
    void begin(DivergedPart part) {
      store.read(
          part,
          result -> {
            switch (result) {
              case Result.Ok<List<DivergedWrite>>(var writes) -> visit(part, writes);
              case Result.Failed<List<DivergedWrite>>(Fault fault)
                  when fault.code().equals("GONE") ->
                  next();
              case Result.Failed<List<DivergedWrite>>(Fault fault)
                  when fault.code().equals("CORRUPT") ->
                  damaged(fault);
              case Result.Failed<List<DivergedWrite>>(Fault fault) -> failed(fault);
            }
          });
    }

    void damaged(Fault fault) {
      problems.add(fault.detail());
      next();
    }

    final boolean takes(DivergedWrite write) {
      return which.takes(write.position());
    }

    final void keepOnly(DivergedPart part, List<DivergedWrite> left, Runnable then) {
      store.keepOnly(
          part,
          left,
          result -> {
            switch (result) {
              case Result.Ok<Done> _ -> then.run();
              case Result.Failed<Done>(Fault fault) -> failed(fault);
            }
          });
    }

    abstract void visit(DivergedPart part, List<DivergedWrite> writes);

    abstract void failed(Fault fault);

    /// Nothing is left to be visited.
    abstract void end();
  }

  private final class Page extends Walk {
    private final int count;
    private final Completion<DivergedPage> done;
    private final List<DivergedPage.Entry> entries = new ArrayList<>();
    private long bytes;

    Page(Selection which, int count, Completion<DivergedPage> done) {
      super(which);
      this.count = count;
      this.done = done;
    }

    @Override
    void visit(DivergedPart part, List<DivergedWrite> writes) {
      for (DivergedWrite write : writes) {
        if (takes(write) && found.add(write.position())) {
          if (isFull(write)) {
            complete(Optional.of(entries.getLast().write().position()));
            return;
          }
          entries.add(new DivergedPage.Entry(part, write));
          bytes += write.bytes();
        }
      }
      next();
    }

    private boolean isFull(DivergedWrite write) {
      return !entries.isEmpty()
          && (entries.size() >= count || bytes + write.bytes() > Limits.DIVERGED_BYTES);
    }

    @Override
    void failed(Fault fault) {
      done.complete(Result.failed(fault));
    }

    @Override
    void end() {
      complete(Optional.empty());
    }

    private void complete(Optional<LogPosition> next) {
      done.complete(Result.ok(new DivergedPage(store.writes(), entries, next, problems)));
    }
  }

  private final class Redo extends Walk {
    private final Redoing how;
    private final Completion<Redone> done;
    private final long until =
        env.clock().monotonicNanos() + Limits.DIVERGED_APPLY_MILLIS * 1_000_000;
    private final List<Redone.Conflict> conflicts = new ArrayList<>();
    private final List<LogPosition> flushes = new ArrayList<>();
    private Optional<String> stopped = Optional.empty();
    private Optional<LogPosition> next = Optional.empty();
    private Optional<LogPosition> last = Optional.empty();
    private long tried;
    private long applied;
    private long already;

    Redo(Selection which, Redoing how, Completion<Redone> done) {
      super(which);
      this.how = how;
      this.done = done;
    }

    @Override
    void visit(DivergedPart part, List<DivergedWrite> writes) {
      tryNext(part, new ArrayDeque<>(writes), new ArrayList<>());
    }

    /// `left` gathers what stays of the part.
    private void tryNext(
        DivergedPart part, ArrayDeque<DivergedWrite> writes, List<DivergedWrite> left) {
      while (!writes.isEmpty() && !mayTry(writes.peekFirst())) {
        left.add(writes.removeFirst());
      }
      DivergedWrite write = writes.poll();
      if (write == null) {
        leave(part, left);
        return;
      }
      tried++;
      last = Optional.of(write.position());
      found.add(write.position());
      how.redo(
          write,
          verdict ->
              env.scheduler()
                  .execute(() -> {
                    if (!isDone(write, verdict)) {
                      left.add(write);
                    }
                    tryNext(part, writes, left);
                  }));
    }

    private boolean mayTry(DivergedWrite write) {
      if (!takes(write) || hasEnded()) {
        return false;
      }
      boolean isEnough =
          tried >= Limits.DIVERGED_WRITES || env.clock().monotonicNanos() - until >= 0;
      if (isEnough) {
        next = last;
      }
      return !hasEnded();
    }

    private boolean hasEnded() {
      return stopped.isPresent() || next.isPresent();
    }

    /// Whether the write need not be kept any longer.
    private boolean isDone(DivergedWrite write, RedoVerdict verdict) {
      return switch (verdict) {
        case RedoVerdict.Applied() -> {
          applied++;
          yield true;
        }
        case RedoVerdict.Already() -> {
          already++;
          yield true;
        }
        case RedoVerdict.Conflict(var key) -> {
          conflicts.add(new Redone.Conflict(write.position(), key));
          yield false;
        }
        case RedoVerdict.Flush() -> {
          flushes.add(write.position());
          yield false;
        }
        case RedoVerdict.Refused(String error) -> {
          stopped = Optional.of(error);
          yield false;
        }
      };
    }

    private void leave(DivergedPart part, List<DivergedWrite> left) {
      Runnable then = hasEnded() ? this::end : this::next;
      if (left.size() == part.writes()) {
        then.run();
      } else {
        keepOnly(part, left, then);
      }
    }

    @Override
    void failed(Fault fault) {
      stopped = Optional.of(fault.code() + " " + fault.detail());
      end();
    }

    @Override
    void end() {
      changing = false;
      List<LogPosition> missing = hasEnded() ? List.of() : which.missing(found);
      done.complete(
          Result.ok(
              new Redone(
                  applied,
                  already,
                  conflicts,
                  flushes,
                  missing,
                  problems,
                  stopped,
                  next,
                  store.writes())));
    }
  }

  private final class Discard extends Walk {
    private final Completion<Discarded> done;
    private long writes;

    Discard(Selection which, Completion<Discarded> done) {
      super(which);
      this.done = done;
    }

    /// Where all goes, what is damaged goes too.
    @Override
    void begin(DivergedPart part) {
      if (which.equals(Selection.all())) {
        writes += part.writes();
        keepOnly(part, List.of(), this::next);
      } else {
        super.begin(part);
      }
    }

    @Override
    void visit(DivergedPart part, List<DivergedWrite> all) {
      List<DivergedWrite> left = new ArrayList<>();
      for (DivergedWrite write : all) {
        if (takes(write)) {
          found.add(write.position());
          writes++;
        } else {
          left.add(write);
        }
      }
      if (left.size() == all.size()) {
        next();
      } else {
        keepOnly(part, left, this::next);
      }
    }

    @Override
    void damaged(Fault fault) {
      failed(fault);
    }

    @Override
    void failed(Fault fault) {
      changing = false;
      done.complete(Result.failed(fault));
    }

    @Override
    void end() {
      changing = false;
      done.complete(Result.ok(new Discarded(writes, which.missing(found), store.writes())));
    }
  }
}
