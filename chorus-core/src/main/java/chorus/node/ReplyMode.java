package chorus.node;

import chorus.command.Replies;

/// Which commands of one connection are answered, by CLIENT REPLY. On the gateway's strand.
final class ReplyMode {
  private boolean off;
  private boolean skips;
  private boolean skipsNext;

  /// Whether the command that just ran is answered.
  boolean answers() {
    return !off && !skips;
  }

  /// The next command begins.
  void next() {
    skips = skipsNext;
    skipsNext = false;
  }

  void set(Replies replies) {
    switch (replies) {
      case ON -> {
        off = false;
        skips = false;
      }
      case OFF -> off = true;
      case SKIP -> {
        if (!off) {
          skips = true;
          skipsNext = true;
        }
      }
    }
  }

  /// As a connection begins, but that RESET itself may be a command that is skipped.
  void reset() {
    off = false;
    skipsNext = false;
  }
}
