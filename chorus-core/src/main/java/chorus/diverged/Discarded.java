package chorus.diverged;

import chorus.base.LogPosition;
import java.util.List;

/// What was deleted from a diverged store.
///
/// @param writes how many writes are gone
/// @param missing those that were named and are not in the store
/// @param left how many writes are in the store now
public record Discarded(long writes, List<LogPosition> missing, long left) {
  public static final Discarded NOTHING = new Discarded(0, List.of(), 0);

  public Discarded {
    missing = List.copyOf(missing);
  }
}
