package chorus.resp;

import java.util.List;

/// Writes a command as an array of bulks, which is how clients send it in both versions of the
/// protocol. The mirror of [RequestDecoder].
public final class RequestEncoder {

  private RequestEncoder() {}

  /// Appends the command `arguments`, its name first, to `output`.
  public static void encode(List<Bytes> arguments, Output output) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("a command needs a name; the argument list is empty");
    }
    output.putByte('*');
    output.putDecimal(arguments.size());
    output.endLine();
    for (Bytes argument : arguments) {
      output.putByte('$');
      output.putDecimal(argument.length());
      output.endLine();
      output.put(argument);
      output.endLine();
    }
  }
}
