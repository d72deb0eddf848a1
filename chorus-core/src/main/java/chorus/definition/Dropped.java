package chorus.definition;

import chorus.base.Require;
import java.time.Instant;

/// That a database was dropped, and until when that can certainly be taken back.
///
/// @param untilMillis by the wall clock of the node that took the command; whoever has it forgotten
///   looks at a clock of its own
public record Dropped(long untilMillis) {
  public Dropped {
    Require.that(untilMillis >= 0, "a time after 1970", untilMillis);
  }

  /// The same as a time.
  public Instant until() {
    return Instant.ofEpochMilli(untilMillis);
  }

  /// Whether the time is over for somebody whose wall clock shows `nowMillis`.
  public boolean isOver(long nowMillis) {
    return nowMillis >= untilMillis;
  }
}
