package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import java.time.Duration;
import java.util.List;

/// What a command decided.
public sealed interface Outcome {
  /// Nothing changes.
  record Answer(Reply reply) implements Outcome {}

  /// These rows change, atomically, in this order; then the reply is true.
  record Change(List<Effect> effects, Reply reply) implements Outcome {}

  /// The command waits until one of `keys` is written, and then runs again; after `patience` (zero:
  /// no limit) it answers `onTimeout`.
  record Park(List<Bytes> keys, Duration patience, Reply onTimeout) implements Outcome {}
}
