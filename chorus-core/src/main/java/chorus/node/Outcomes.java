package chorus.node;

import chorus.definition.DatabaseDefinition;
import chorus.definition.FailoverMode;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What replies say of what became of commands, and what is said where no leader did.
final class Outcomes {
  private static final String SEND_AGAIN = "send the same again, it runs once";
  private static final List<String> NOTHING_DONE =
      List.of(
          "NOQUORUM", "NOREPLICAS", "UNAVAILABLE", "MISCONF", "OVERLOADED", "UNBLOCKED", "DROPPED");

  /// For a batch that cannot even wait.
  static final Reply TOO_MANY =
      Reply.error("OVERLOADED", "too many commands wait for a leader | nothing done");

  private Outcomes() {}

  /// For a batch that waited in vain, with what to do where the cluster leaves that to people.
  static Reply noLeader(Duration waited, @Nullable DatabaseDefinition database) {
    String hint =
        database != null && database.failover() == FailoverMode.MANUAL
            ? " | its failover is manual: CHORUS LEADER FAILOVER " + database.name()
            : "";
    return Reply.error(
        "NOQUORUM",
        "no leader within "
            + waited.toMillis()
            + " ms, nothing was written | safe to retry"
            + hint);
  }

  /// Whether the leader could not say of every command what became of it.
  static boolean areOpen(List<Reply> replies) {
    return replies.stream()
        .anyMatch(reply -> is(reply, "INDETERMINATE") || is(reply, "UNAVAILABLE"));
  }

  /// Whether one of the commands may have happened or not.
  static boolean anyIsIndeterminate(List<Reply> replies) {
    for (Reply reply : replies) {
      if (is(reply, "INDETERMINATE")) {
        return true;
      }
    }
    return false;
  }

  /// A leader that did nothing speaks for itself, not for the one that it was sent to before.
  static List<Reply> afterAnEarlierTry(List<Reply> replies) {
    return replies.stream()
        .map(reply ->
            reply instanceof Reply.Error error && NOTHING_DONE.contains(error.prefix())
                ? onceMayHaveRun("its leader was lost, the next one: " + error.prefix())
                : reply)
        .toList();
  }

  /// For a write whose leader is silent.
  static Reply writeMayHaveRun(String why) {
    return mayHaveRun(why, "read back what it wrote");
  }

  /// For a command under CHORUS ONCE that no leader answered.
  static Reply onceMayHaveRun(String why) {
    return mayHaveRun(why, SEND_AGAIN);
  }

  private static Reply mayHaveRun(String why, String hint) {
    return Reply.error(
        "INDETERMINATE", "the command may or may not have run | " + why + " | " + hint);
  }

  private static boolean is(Reply reply, String prefix) {
    return reply instanceof Reply.Error error && error.prefix().equals(prefix);
  }
}
