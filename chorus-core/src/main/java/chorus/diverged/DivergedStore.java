package chorus.diverged;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.log.Envelope;
import chorus.resp.Bytes;
import chorus.value.Malformed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The writes of one replica that an election left behind, on that replica's disk, until somebody
/// has looked after them. Only the strand of `env` calls it.
///
/// Each part is a checksummed file of its own, written as a whole before its records are cut off
/// the log.
public final class DivergedStore {
  private static final Envelope ENVELOPE = new Envelope(0x56494443, 1);

  private final Env env;
  private final String directory;
  private final List<DivergedPart> parts = new ArrayList<>();

  private DivergedStore(Env env, String directory) {
    this.env = env;
    this.directory = directory;
  }

  /// Opens what is in `directory`, which need not exist. Parts that `isInLog` holds true for were
  /// not cut off the log after all: they are dropped. Faults: `IO`.
  public static void open(
      Env env, String directory, Predicate<DivergedPart> isInLog, Completion<DivergedStore> done) {
    var store = new DivergedStore(env, directory);
    env.disk()
        .list(
            directory,
            result -> {
              switch (result) {
                case Result.Ok<List<String>>(var names) -> {
                  names.forEach(name -> store.found(name, isInLog));
                  done.complete(Result.ok(store));
                }
                case Result.Failed<List<String>>(Fault fault) ->
                    done.complete(Result.failed(fault));
              }
            });
  }

  /// What there is, the oldest records first.
  public List<DivergedPart> parts() {
    return List.copyOf(parts);
  }

  /// How many writes nobody has looked after yet.
  public long writes() {
    return parts.stream().mapToLong(DivergedPart::writes).sum();
  }

  /// Keeps `writes` as `part`; durable once completed. What was kept about the same records is
  /// replaced. Faults: `DISKFULL`, `IO`.
  public void save(DivergedPart part, List<DivergedWrite> writes, Completion<Done> done) {
    Bytes sealed = ENVELOPE.seal(DivergedCodec.encode(writes).toArray());
    env.disk()
        .replace(
            path(part),
            sealed,
            result -> {
              if (result instanceof Result.Ok<Done>) {
                drop(other -> other.isOf(part) && !other.equals(part));
                add(part);
              }
              done.complete(result);
            });
  }

  /// The writes of one part. Faults: `GONE` if it is not there any more, `CORRUPT`, `IO`.
  public void read(DivergedPart part, Completion<List<DivergedWrite>> done) {
    Envelope.read(
        env.disk(),
        directory,
        part.fileName(),
        result -> {
          switch (result) {
            case Result.Ok<Optional<Bytes>>(var content) ->
                done.complete(
                    content.isEmpty() ? gone(part) : parse(part, ENVELOPE.open(content.get())));
            case Result.Failed<Optional<Bytes>>(Fault fault) -> done.complete(Result.failed(fault));
          }
        });
  }

  /// `left` is what is left of `part`: the others of its writes have been looked after. Faults:
  /// `DISKFULL`, `IO`; what was there is there still then.
  public void keepOnly(DivergedPart part, List<DivergedWrite> left, Completion<Done> done) {
    if (left.isEmpty()) {
      discard(part, done);
    } else {
      save(part.left(left.size()), left, done);
    }
  }

  /// Deletes a part with all that is in it. Fault: `IO`; it is there still then.
  public void discard(DivergedPart part, Completion<Done> done) {
    env.disk()
        .delete(
            path(part),
            result -> {
              if (result instanceof Result.Ok<Done>) {
                parts.remove(part);
              }
              done.complete(result);
            });
  }

  private void found(String name, Predicate<DivergedPart> isInLog) {
    DivergedPart.ofFile(name)
        .ifPresent(part -> {
          if (isInLog.test(part)) {
            env.disk().delete(path(part), _ -> {});
          } else {
            keepTheLatest(part);
          }
        });
  }

  /// After a stop between writing what is left of a part and deleting what it was, both are there.
  private void keepTheLatest(DivergedPart part) {
    boolean isOutdated =
        parts.stream().anyMatch(other -> other.isOf(part) && other.writes() < part.writes());
    if (isOutdated) {
      env.disk().delete(path(part), _ -> {});
    } else {
      drop(other -> other.isOf(part));
      add(part);
    }
  }

  private void add(DivergedPart part) {
    if (!parts.contains(part)) {
      parts.add(part);
      parts.sort(Comparator.comparing(DivergedPart::first));
    }
  }

  private void drop(Predicate<DivergedPart> which) {
    List<DivergedPart> dropped = parts.stream().filter(which).toList();
    parts.removeAll(dropped);
    dropped.forEach(each -> env.disk().delete(path(each), _ -> {}));
  }

  private static Result<List<DivergedWrite>> gone(DivergedPart part) {
    return Result.failed(Fault.notApplied("GONE", part.fileName() + " is not there any more"));
  }

  private static Result<List<DivergedWrite>> parse(DivergedPart part, Optional<byte[]> body) {
    try {
      return body.map(bytes -> Result.ok(DivergedCodec.decode(Bytes.wrap(bytes))))
          .orElseGet(() -> damaged(part));
    } catch (Malformed unknown) {
      return damaged(part);
    }
  }

  private static Result<List<DivergedWrite>> damaged(DivergedPart part) {
    return Result.failed(Fault.notApplied("CORRUPT", part.fileName() + " is damaged"));
  }

  private String path(DivergedPart part) {
    return directory + "/" + part.fileName();
  }
}
