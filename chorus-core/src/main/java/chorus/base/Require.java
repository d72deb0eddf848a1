package chorus.base;

import java.util.Arrays;

/// The checks that stay on in production: a broken one is a programmer's error and stops the
/// replica.
public final class Require {
  private Require() {}

  /// Throws [BrokenInvariant] unless `holds`.
  public static void that(boolean holds, String message) {
    if (!holds) {
      throw new BrokenInvariant(message);
    }
  }

  /// Like [#that(boolean, String)], with the values that broke it behind the message.
  public static void that(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new BrokenInvariant(message + " " + Arrays.toString(values));
    }
  }

  /// A programmer's error: the state is not what the code promises, and going on could lose data.
  public static final class BrokenInvariant extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenInvariant(String message) {
      super(message);
    }
  }
}
