package chorus.single;

import chorus.resp.Reply;

/// What a leader answers to a write that it does not begin.
final class Refusals {
  static final Reply DISK_FULL =
      Reply.error(
          "MISCONF",
          "no room on the leader's disk, nothing was written | reads go on | free some"
              + " space, writes resume by themselves");

  static final Reply ROWS_DAMAGED =
      Reply.error(
          "UNAVAILABLE",
          "not executed | the leader's rows are damaged, it makes them again and another node"
              + " leads | safe to retry");

  /// Somebody said that a command shall not wait any longer. Redis' words.
  static final Reply UNBLOCKED = Reply.error("UNBLOCKED", "client unblocked via CLIENT UNBLOCK");

  private Refusals() {}

  /// Nobody could acknowledge a write; `why` says who is missing.
  static Reply noReplicas(String why) {
    return Reply.error("NOREPLICAS", why + ", nothing was written | reads go on | safe to retry");
  }

  /// One command's change is one record of the log, and that has a limit.
  static Reply tooLarge(int bytes, int mostBytes) {
    return Reply.error(
        "ERR",
        "the change has %d bytes, a record of the log takes %d | nothing was written"
            .formatted(bytes, mostBytes));
  }
}
