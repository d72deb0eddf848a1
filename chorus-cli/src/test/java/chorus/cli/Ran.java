package chorus.cli;

import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// What a command came to.
record Ran(int code, String out, String err) {
  static Ran chorus(String... arguments) {
    return typing("", arguments);
  }

  /// With somebody who types `input`.
  static Ran typing(String input, String... arguments) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(new Terminal(in, out, err), new Cleanups(), arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
