package chorus.diverged;

import chorus.base.LogPosition;
import java.util.List;
import java.util.Optional;

/// Some writes of a diverged store, the oldest first.
///
/// @param total how many writes are in the store
/// @param entries those that were asked for and fitted, each with the part that it is in
/// @param next where to go on, if there may be more: behind this one
/// @param problems what could not be read, in words
public record DivergedPage(
    long total, List<Entry> entries, Optional<LogPosition> next, List<String> problems) {
  public static final DivergedPage EMPTY =
      new DivergedPage(0, List.of(), Optional.empty(), List.of());

  public DivergedPage {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /// One write.
  public record Entry(DivergedPart part, DivergedWrite write) {}
}
