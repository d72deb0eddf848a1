package chorus.cli.diverged;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A diverged write: the node that has it, and its epoch and position there.
record WriteId(String node, String at) {
  private static final Pattern TEXT = Pattern.compile("(.+):(\\d{1,18}/\\d{1,18})");

  /// Reads `n1:3/276`.
  static WriteId of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new CliFailure(
          ExitCode.USAGE,
          "'" + text + "' is not the id of a diverged write, such as n1:3/276",
          "'chorus diverged list' shows all");
    }
    return new WriteId(parts.group(1), parts.group(2));
  }

  @Override
  public String toString() {
    return node + ":" + at;
  }
}
