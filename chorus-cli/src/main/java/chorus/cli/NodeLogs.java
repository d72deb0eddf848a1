package chorus.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// How much the nodes of this process write to stderr.
final class NodeLogs {
  /// Held for ever: a level that was set on a logger is lost with it.
  private static final java.util.logging.Logger LIBRARIES = java.util.logging.Logger.getLogger("");

  private NodeLogs() {}

  /// Libraries that log past our own configuration say only what is wrong.
  static void quietLibraries() {
    LIBRARIES.setLevel(java.util.logging.Level.WARNING);
  }

  /// The nodes too say only what is wrong.
  static void quietNodes() {
    quietLibraries();
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
  }
}
