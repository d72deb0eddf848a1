package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/// What a command decided.
public sealed interface Outcome {
  /// Nothing changes.
  record Answer(Reply reply) implements Outcome {}

  /// These rows change, atomically, in this order; then the reply is true.
  record Change(List<Effect> effects, Reply reply) implements Outcome {}

  /// The command waits until one of `keys` is written, and then runs again; after `patience` (zero:
  /// no limit) it answers `onTimeout`.
  record Park(List<Bytes> keys, Duration patience, Reply onTimeout) implements Outcome {}

  /// Nothing changes but that `count` numbers of the sequence `name` are used up: those from the
  /// one on that `reply` is given.
  record Draw(Bytes name, int count, LongFunction<Reply> reply) implements Outcome {}
}
