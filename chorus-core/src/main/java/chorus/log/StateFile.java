package chorus.log;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The small synced file in which a replica keeps its [ReplicaState] (F17). Only the strand of
/// `env` calls it.
///
/// Body of format 1, little-endian: promised epoch (8), incarnation (8), whole at (8), wholeness
/// (1: 1 whole, 2 not whole, 3 rowless).
public final class StateFile {
  private static final Envelope ENVELOPE = new Envelope(0x54535243, 1);
  private static final int BODY_BYTES = 25;
  private static final byte WHOLE = 1;
  private static final byte NOT_WHOLE = 2;
  private static final byte ROWLESS = 3;

  private final Env env;
  private final String directory;
  private final String name;

  /// The file at `path`, which has a directory; it need not exist.
  public StateFile(Env env, String path) {
    this.env = env;
    int slash = path.lastIndexOf('/');
    this.directory = path.substring(0, slash);
    this.name = path.substring(slash + 1);
  }

  /// Completes with the state, with an empty optional if there is no file, or with `CORRUPT` or
  /// `IO`. A replica whose file is corrupt may have promised anything: it must not come back under
  /// its old incarnation.
  public void load(Completion<Optional<ReplicaState>> done) {
    Envelope.read(
        env.disk(),
        directory,
        name,
        Branch.of(
            content -> done.complete(parse(content)),
            fault -> done.complete(Result.failed(fault))));
  }

  /// Replaces the state; durable and atomic once completed. Stores complete in request order.
  public void store(ReplicaState state, Completion<Done> done) {
    env.disk().replace(directory + "/" + name, encode(state), done);
  }

  static Bytes encode(ReplicaState state) {
    ByteBuffer body = ByteBuffer.allocate(BODY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    body.putLong(state.promised().number())
        .putLong(state.incarnation())
        .putLong(state.wholeAt().number())
        .put(
            switch (state.wholeness()) {
              case Wholeness.WHOLE -> WHOLE;
              case Wholeness.NOT_WHOLE -> NOT_WHOLE;
              case Wholeness.ROWLESS -> ROWLESS;
            });
    return ENVELOPE.seal(body.array());
  }

  private Result<Optional<ReplicaState>> parse(Optional<Bytes> content) {
    if (content.isEmpty()) {
      return Result.ok(Optional.empty());
    }
    Optional<byte[]> body =
        ENVELOPE.open(content.get()).filter(bytes -> bytes.length == BODY_BYTES);
    if (body.isEmpty()) {
      return Result.failed(
          Fault.notApplied("CORRUPT", directory + "/" + name + " is damaged or of another format"));
    }
    ByteBuffer fields = ByteBuffer.wrap(body.get()).order(ByteOrder.LITTLE_ENDIAN);
    Wholeness wholeness =
        switch (fields.get(24)) {
          case WHOLE -> Wholeness.WHOLE;
          case ROWLESS -> Wholeness.ROWLESS;
          default -> Wholeness.NOT_WHOLE;
        };
    return Result.ok(
        Optional.of(
            new ReplicaState(
                new Epoch(fields.getLong(0)),
                fields.getLong(8),
                wholeness,
                new Lsn(fields.getLong(16)))));
  }
}
