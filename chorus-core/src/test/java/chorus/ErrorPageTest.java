package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of errors knows every prefix and every fault that the sources name, and no other.
final class ErrorPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/reference/errors.md");
  private static final List<String> MODULES =
      List.of("chorus-resp", "chorus-core", "chorus-control", "chorus-server");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:error|of|notApplied|indeterminate|refuse)\\(\\s*(?:\\w+ \\? )?\"([A-Z]+)\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+)` \\|");

  @Test
  void everyErrorThatTheSourcesNameHasARowAndNoOtherHas() throws IOException {
    assertThat(all(ROW, Files.readString(PAGE))).containsExactlyElementsOf(named());
  }

  private static Set<String> named() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          found.addAll(all(NAMED, Files.readString(file)));
        }
      }
    }
    return found;
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
    return found;
  }
}
