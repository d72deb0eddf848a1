package chorus.sim.workload;

import chorus.resp.Reply;
import java.util.Set;

/// What a reply says of what happened, by its prefix: the promise of the error table.
public enum Verdict {
  /// It happened as answered, or the answer is Redis' own error.
  ANSWERED,
  /// It did not happen and never will.
  NOT_APPLIED,
  /// It may have happened.
  INDETERMINATE,
  /// No table knows this error.
  UNKNOWN;

  private static final Set<String> NEVER =
      Set.of(
          "NOQUORUM",
          "NOREPLICAS",
          "UNAVAILABLE",
          "MISCONF",
          "TOOSTALE",
          "OVERLOADED",
          "REDIRECT",
          "DROPPED",
          "UNBLOCKED");
  private static final Set<String> REDIS = Set.of("ERR", "WRONGTYPE");

  public static Verdict of(Reply reply) {
    if (!(reply instanceof Reply.Error error)) {
      return ANSWERED;
    }
    String prefix = error.prefix();
    if (NEVER.contains(prefix)) {
      return NOT_APPLIED;
    }
    if (prefix.equals("INDETERMINATE")) {
      return INDETERMINATE;
    }
    return REDIS.contains(prefix) ? ANSWERED : UNKNOWN;
  }
}
