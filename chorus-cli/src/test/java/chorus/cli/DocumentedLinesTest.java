package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Every `./chorus …` that a page tells its reader to type is one that the program understands.
final class DocumentedLinesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINE = Pattern.compile("(?m)^\\s*(?:\\$ )?\\./chorus (.*)$");
  private static final Pattern INLINE = Pattern.compile("`\\./chorus ([^`]*)`");

  @Test
  void everyDocumentedCommandLineIsUnderstood() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      Stream.of(LINE, INLINE)
          .flatMap(pattern -> pattern.matcher(text).results())
          .map(match -> match.group(1))
          .forEach(line -> {
            lines.add(line);
            why(line).forEach(reason -> refused.add(page + ": ./chorus " + line + ": " + reason));
          });
    }
    assertThat(refused).isEmpty();
    assertThat(lines).as("lines found").hasSizeGreaterThan(20);
  }

  @Test
  void aLineThatIsNotUnderstoodIsFound() {
    assertThat(why("status --at 127.0.0.1:7001  # the state")).isEmpty();
    assertThat(why("status --ta 127.0.0.1:7001")).isNotEmpty();
    assertThat(why("statsu")).isNotEmpty();
  }

  /// Why the program does not understand the line; empty if it does. Placeholders in capitals stand
  /// for a number, which every option takes.
  private static List<String> why(String line) {
    String words = line.replaceFirst("\\s+#.*", "").replace("SEED", "1").strip();
    OutputStream nowhere = OutputStream.nullOutputStream();
    CommandLine chorus = Main.commandLine(new Terminal(nowhere, nowhere), new Cleanups());
    try {
      chorus.parseArgs(
          Arrays.stream(words.split("\\s+"))
              .filter(word -> !word.isEmpty() && !word.equals("--no-build"))
              .toArray(String[]::new));
      return List.of();
    } catch (CommandLine.ParameterException refused) {
      return List.of(String.valueOf(refused.getMessage()));
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    pages.add(ROOT.resolve("README.md"));
    pages.add(ROOT.resolve("ARCHITECTURE.md"));
    try (Stream<Path> all = Files.walk(ROOT.resolve("docs"))) {
      all.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }
}
