package chorus.diverged;

import chorus.base.LogPosition;
import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One record of row changes of a diverged tail: what one command, or one transaction, did.
///
/// `position` is where it stood in the log that lost it, `hlc` when its leader ran it. `flushes`:
/// it emptied the database, and `keys` are what it changed after that. `once` is what it kept for
/// CHORUS ONCE. A record that only keeps sessions of CHORUS ONCE has neither.
///
/// Invariant: a key is changed once.
public record DivergedWrite(
    LogPosition position, Hlc hlc, boolean flushes, List<OnceTag> once, List<KeyChange> keys) {
  public DivergedWrite {
    once = List.copyOf(once);
    keys = List.copyOf(keys);
    Set<Bytes> seen = new LinkedHashSet<>();
    for (KeyChange change : keys) {
      Require.that(seen.add(change.key()), "a write changes a key once", position, change.key());
    }
  }

  /// About how much memory it takes.
  long bytes() {
    return once.stream().mapToLong(tag -> tag.outcome().length()).sum()
        + keys.stream().mapToLong(KeyChange::bytes).sum();
  }
}
