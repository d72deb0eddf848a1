package chorus.node;

import chorus.command.CommandSpec;
import chorus.command.Lookup;
import chorus.command.PauseScope;

/// What the clients of a node wait for, as of now: commands in `scope`, until `untilNanos` of the
/// monotonic clock.
record Pause(PauseScope scope, long untilNanos) {
  private static final String ENDS_IT = "client|unpause";

  /// With a later one: the wider scope of the two, and the later end, as in Redis.
  Pause and(Pause later) {
    return new Pause(
        scope.compareTo(later.scope) < 0 ? later.scope : scope,
        untilNanos - later.untilNanos < 0 ? later.untilNanos : untilNanos);
  }

  boolean isOver(long nowNanos) {
    return nowNanos - untilNanos >= 0;
  }

  /// Whether that command waits; `writes` says whether it is the end of a transaction with writes.
  /// What is answered with an error at once is answered.
  boolean holds(Lookup lookup, boolean writes) {
    return lookup instanceof Lookup.Found found && holds(found.spec(), writes);
  }

  private boolean holds(CommandSpec spec, boolean writes) {
    return switch (scope) {
      case WRITE -> writes || spec.isWrite();
      case ALL -> !spec.name().equals(ENDS_IT);
    };
  }
}
