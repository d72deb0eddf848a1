package chorus.store;

import java.util.List;

/// What [Applier#apply] did: the state that the store is in now, and the beats it passed.
public record Applied(StoreState state, List<Beat> beats) {
  public Applied {
    beats = List.copyOf(beats);
  }
}
