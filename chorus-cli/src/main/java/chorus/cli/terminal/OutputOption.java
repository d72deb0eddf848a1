package chorus.cli.terminal;

import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// `-o`, on every command that answers with data.
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "How to write the answer: ${COMPLETION-CANDIDATES}. Default: table.")
  private OutputFormat format = OutputFormat.TABLE;

  /// Writes the answer in the format that was asked for; only that one is made.
  public void answer(Terminal terminal, Supplier<String> table, Supplier<?> json) {
    switch (format) {
      case TABLE -> terminal.answer(table.get());
      case JSON -> terminal.answer(Json.write(json.get()));
    }
  }

  public OutputFormat format() {
    return format;
  }
}
