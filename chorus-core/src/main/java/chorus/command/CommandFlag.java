package chorus.command;

import java.util.Locale;

/// What COMMAND tells of a command's nature, in Redis' words and order.
public enum CommandFlag {
  WRITE,
  READONLY,
  DENYOOM,
  ADMIN,
  NOSCRIPT,
  BLOCKING,
  LOADING,
  STALE,
  SKIP_SLOWLOG,
  FAST,
  NO_AUTH,
  NO_MULTI,
  MOVABLEKEYS,
  ALLOW_BUSY;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
