package chorus.store;

import chorus.resp.Bytes;
import org.jspecify.annotations.Nullable;

/// One row change. A record carries an ordered list of them.
public sealed interface Effect {
  Bytes row();

  /// What the row holds then; null if it is gone.
  @Nullable Bytes valueOrNull();

  record Put(Bytes row, Bytes value) implements Effect {
    @Override
    public Bytes valueOrNull() {
      return value;
    }
  }

  record Delete(Bytes row) implements Effect {
    @Override
    public @Nullable Bytes valueOrNull() {
      return null;
    }
  }
}
