package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The page of the command line is made from the commands' own help, and is not older than it.
final class CliPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "cli.md");
  private static final String REGENERATE =
      "mvn -pl chorus-cli -am test -Dtest=CliPageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dchorus.regenerate=true";
  private static final String HEAD =
      """
      # The command line

      Made from the commands' own help; do not edit. To make it anew:
      `%s`

      stdout is the answer and nothing else; what is said to people goes to stderr. From the repository
      the program is called `./chorus`: it builds first if a source is newer than what was built, which
      `--no-build` skips. In the archive it is `bin/chorus`.

      | exit code | means |
      |---|---|
      | 0 | done |
      | 1 | failed; for `verify` and `sim`: something is wrong |
      | 2 | wrong usage |
      | 3 | not found: no such node or database |
      | 4 | outcome unknown: it may have happened; for `verify`: not finished |
      | 5 | refused, because it would be unsafe |
      | 78 | wrong configuration: a file, a port in use, a directory |

      SIGINT and SIGTERM stop what a command has started; the exit code is 0 then.
      """
          .formatted(REGENERATE);

  @Test
  void thePageIsWhatTheCommandsSay() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("chorus.regenerate")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE).as("made by: " + REGENERATE).exists();
    assertThat(Files.readString(PAGE))
        .as("docs/reference/cli.md is older than the commands; run: " + REGENERATE)
        .isEqualTo(expected);
  }

  private static String page() {
    return HEAD
        + UsageTest.allCommands().stream().map(CliPageTest::section).collect(Collectors.joining());
  }

  private static String section(CommandLine command) {
    String help =
        command
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(100)
            .getUsageMessage(CommandLine.Help.Ansi.OFF)
            .lines()
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"));
    return "\n## %s\n\n```\n%s\n```\n"
        .formatted(command.getCommandSpec().qualifiedName(), help.strip());
  }
}
