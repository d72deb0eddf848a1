package chorus.diverged;

import chorus.base.LogPosition;
import chorus.resp.Bytes;
import java.util.List;
import java.util.Optional;

/// What became of the writes of a diverged store that were to be done again.
///
/// @param applied how many were done again, and left the store
/// @param already how many were there already, and left the store
/// @param conflicts those that stay, since a key holds something else
/// @param flushes those that stay, since they emptied the database
/// @param missing those that were named and are not in the store
/// @param problems what could not be read, in words
/// @param stopped the error that ended it
/// @param next where to go on, if a limit ended it: behind this one
/// @param left how many writes are in the store now
public record Redone(
    long applied,
    long already,
    List<Conflict> conflicts,
    List<LogPosition> flushes,
    List<LogPosition> missing,
    List<String> problems,
    Optional<String> stopped,
    Optional<LogPosition> next,
    long left) {
  public static final Redone NOTHING =
      new Redone(
          0, 0, List.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), 0);

  public Redone {
    conflicts = List.copyOf(conflicts);
    flushes = List.copyOf(flushes);
    missing = List.copyOf(missing);
    problems = List.copyOf(problems);
  }

  /// A write, and the first of its keys that holds something else.
  public record Conflict(LogPosition write, Bytes key) {}
}
