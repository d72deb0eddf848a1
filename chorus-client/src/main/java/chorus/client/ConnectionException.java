package chorus.client;

import java.io.IOException;

/// The connection gave no reply. Which kind tells what is known about the command.
public abstract sealed class ConnectionException extends IOException {
  private ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Nothing was sent: what was asked for did certainly not happen.
  public static final class NotSent extends ConnectionException {
    NotSent(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// At least a part was sent and no whole reply came: what was asked for may have happened.
  public static final class Unanswered extends ConnectionException {
    Unanswered(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
