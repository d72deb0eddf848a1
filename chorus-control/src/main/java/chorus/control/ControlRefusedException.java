package chorus.control;

/// The control log does not start here: wrong or missing directory, port in use, damaged files. The
/// message is one line that names the thing and what to do.
public final class ControlRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ControlRefusedException(String message) {
    super(message);
  }

  ControlRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
