package chorus.value;

import chorus.base.Lsn;
import chorus.base.Require;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of one session of CHORUS ONCE: the position of the record that opened it, and a random
/// number, so that a name of another database or of another cluster means nothing here.
///
/// Sixteen bytes in a row key: LSN u64, random u64. Users see `2a-00f39c1e6b7d2205`: both in
/// hexadecimal digits, the first without leading zeros.
public record OnceSession(Lsn opened, long random) {
  static final int BYTES = 2 * Long.BYTES;

  private static final Pattern NAME = Pattern.compile("[1-9a-f][0-9a-f]{0,15}-[0-9a-f]{16}");
  private static final int HEX = 16;

  public OnceSession {
    Require.that(opened.number() > 0, "a session is opened by a record", opened);
  }

  /// The session that `name` means, if it is of the form that [#name()] has.
  public static Optional<OnceSession> named(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    int dash = name.indexOf('-');
    long opened = Long.parseUnsignedLong(name.substring(0, dash), HEX);
    long random = Long.parseUnsignedLong(name.substring(dash + 1), HEX);
    return opened > 0 ? Optional.of(new OnceSession(new Lsn(opened), random)) : Optional.empty();
  }

  public String name() {
    return String.format("%x-%016x", opened.number(), random);
  }

  void write(FieldWriter out) {
    out.u64(opened.number()).u64(random);
  }

  static OnceSession read(FieldReader in) {
    long opened = in.u64();
    if (opened <= 0) {
      throw in.malformed("has an LSN that is not positive");
    }
    return new OnceSession(new Lsn(opened), in.u64());
  }

  @Override
  public String toString() {
    return name();
  }
}
