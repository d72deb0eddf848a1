package chorus.cli.terminal;

import java.util.Locale;

/// How an answer is written.
public enum OutputFormat {
  TABLE,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
