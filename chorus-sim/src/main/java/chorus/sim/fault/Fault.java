package chorus.sim.fault;

import java.util.List;

/// The families of faults. A seed has some of them and not the others, so that one does not always
/// hide behind another.
public enum Fault {
  LOSS("lost messages"),
  REPETITION("repeated messages"),
  DELAY("late messages"),
  PARTITION("partition"),
  ONE_WAY("one-way cut"),
  FLAPPING("flapping link"),
  KILL("kill"),
  POWER_LOSS("power loss"),
  POWER_LOSS_ALL("power loss of all"),
  PAUSE("pause"),
  DRIFT("clock drift"),
  WALL_JUMP("wall clock jump"),
  ROT("bit rot"),
  SYNC_FAILURE("failed fsync"),
  FULL_DISK("full disk"),
  SLOW_DISK("slow disk"),
  META("meta log"),
  ROTTEN_ROWS("rotten rows"),
  ROT_AT_REST("rot at rest"),
  HELICAL_ROT("rot on every disk"),
  WIPED_DISK("wiped disk"),
  OLD_COPY("old copy of a disk");

  /// After which a node comes back without a part of its past.
  static final List<Fault> FORGETTING = List.of(WIPED_DISK, OLD_COPY);

  /// Under which nodes go on hearing each other.
  static final List<Fault> AUDIBLE =
      List.of(LOSS, REPETITION, DELAY, DRIFT, WALL_JUMP, SLOW_DISK, FULL_DISK, META);

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /// How a person calls it.
  public String words() {
    return words;
  }
}
