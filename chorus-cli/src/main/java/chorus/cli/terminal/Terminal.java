package chorus.cli.terminal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The streams of a command: answers go to stdout, talk goes to stderr, and what a person types
/// comes from stdin. Any thread may write.
public final class Terminal {
  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;

  /// A terminal on these streams, in UTF-8 whatever the locale says.
  public Terminal(OutputStream out, OutputStream err) {
    this(InputStream.nullInputStream(), out, err);
  }

  /// The same, with somebody who types.
  public Terminal(InputStream in, OutputStream out, OutputStream err) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  /// The terminal of this process.
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  /// One line of the answer, at once.
  public void answer(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /// What a person types in answer to `question`, without the spaces around it; empty if nobody
  /// does.
  public String ask(String question) {
    err.print(question);
    err.flush();
    try {
      String line = in.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }

  /// One line for the person who watches: progress, a hint, an error.
  public void talk(String line) {
    err.print(line + "\n");
    err.flush();
  }
}
