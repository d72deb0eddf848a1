package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/// What a command decided.
public sealed interface Outcome {
  /// Nothing changes.
  record Answer(Reply reply) implements Outcome {}

  /// These rows change, atomically, in this order; then the reply is true.
  record Change(List<Effect> effects, Reply reply) implements Outcome {}

  /// The command waits until one of `keys` is written, and then runs again; after `patience` (zero:
  /// no limit) it answers `onTimeout`. Where nothing may wait it answers `atOnce`.
  record Park(List<Bytes> keys, Duration patience, Reply atOnce, Reply onTimeout)
      implements Outcome {
    /// The same answer for both.
    public Park(List<Bytes> keys, Duration patience, Reply onTimeout) {
      this(keys, patience, onTimeout, onTimeout);
    }
  }

  /// Nothing changes but that `count` numbers of the sequence `name` are used up: those from the
  /// one on that `reply` is given.
  record Draw(Bytes name, int count, LongFunction<Reply> reply) implements Outcome {}

  /// Nothing changes; the command waits until what was written so far is fsynced on the leader (if
  /// `here` is 1) and on so many `replicas` besides, or until its `patience` (zero: no limit) is at
  /// an end. What it answers depends on how many there are then.
  record Copies(int here, int replicas, Duration patience, Function<Held, Reply> reply)
      implements Outcome {
    /// How many copies there are: on the leader 0 or 1, and on others.
    public record Held(int here, int replicas) {}

    public boolean isMetBy(Held held) {
      return held.here() >= here && held.replicas() >= replicas;
    }
  }

  /// So many milliseconds, or as long as a command can wait if that is less.
  static Duration patience(long millis) {
    return Duration.ofMillis(Math.min(millis, Duration.ofDays(36_500).toMillis()));
  }
}
