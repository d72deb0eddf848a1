package chorus.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The two streams of a command: answers go to stdout, talk goes to stderr. Any thread may write.
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;

  /// A terminal on these streams, in UTF-8 whatever the locale says.
  public Terminal(OutputStream out, OutputStream err) {
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  /// The terminal of this process.
  public static Terminal ofProcess() {
    return new Terminal(
        new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
  }

  /// One line of the answer, at once.
  public void answer(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /// One line for the person who watches: progress, a hint, an error.
  public void talk(String line) {
    err.print(line + "\n");
    err.flush();
  }
}
