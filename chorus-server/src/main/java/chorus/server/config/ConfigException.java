package chorus.server.config;

/// The configuration, or the place that it points to, cannot be used. The message is one line for
/// the operator: what, where, and what to do. The program ends with exit code 78.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String line) {
    super(line);
  }

  public ConfigException(String line, Throwable cause) {
    super(line, cause);
  }
}
