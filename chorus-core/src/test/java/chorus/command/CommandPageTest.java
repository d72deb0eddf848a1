package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of commands is made from the table, and is not older than it.
final class CommandPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "commands.md");
  private static final List<String> LATER = List.of("client|capa", "client|setinfo", "waitaof");
  private static final String REGENERATE =
      "mvn -pl chorus-core -am test -Dtest=CommandPageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dchorus.regenerate=true";
  private static final String HEAD =
      """
      # Commands

      Made from the command table; do not edit. To make it anew:
      `%s`

      Replies and errors are those of Redis 7.0; where they differ, the last column says how. Names
      and options may be written in any case. `COMMAND LIST`, `COUNT`, `INFO` and `DOCS` hold
      exactly what is offered.
      """
          .formatted(REGENERATE);

  @Test
  void thePageIsWhatTheTableSays() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("chorus.regenerate")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE).as("made by: " + REGENERATE).exists();
    assertThat(Files.readString(PAGE))
        .as("docs/reference/commands.md is older than the table; run: " + REGENERATE)
        .isEqualTo(expected);
  }

  @Test
  void everyCommandOnOfferIsRedisOrOurs() {
    assertThat(offered().map(CommandSpec::name).filter(name -> !redis().contains(name)))
        .allMatch(name -> name.startsWith("chorus") || LATER.contains(name));
  }

  private static String page() {
    List<String> redis = redis();
    var page = new StringBuilder(HEAD);
    long yes = redis.stream().filter(CommandPageTest::isOffered).count();
    page.append("\n## Redis 7.0: ").append(yes).append(" of ").append(redis.size()).append("\n\n");
    table(page, offered().filter(spec -> !isOurs(spec)));
    page.append("\n## Chorus' own\n\n");
    table(page, offered().filter(CommandPageTest::isOurs));
    page.append("\n## Redis 7.0, not yet\n\n");
    page.append(
        String.join(
            ", ",
            redis.stream()
                .filter(name -> !isOffered(name))
                .map(name -> code(name.replace('|', ' ')))
                .toList()));
    return page.append(".\n").toString();
  }

  private static void table(StringBuilder page, Stream<CommandSpec> specs) {
    page.append("| command | arguments | since | what | differs |\n|---|---|---|---|---|\n");
    specs.forEach(spec ->
        page.append("| ")
            .append(code(spec.name().replace('|', ' ')))
            .append(" | ")
            .append(spec.docs().syntax().isEmpty() ? "" : code(syntax(spec)))
            .append(" | ")
            .append(spec.docs().since())
            .append(" | ")
            .append(spec.docs().summary())
            .append(" | ")
            .append(spec.docs().note())
            .append(" |\n"));
  }

  private static String syntax(CommandSpec spec) {
    return Syntax.plain(spec.docs().syntax()).replace("|", "\\|");
  }

  private static String code(String text) {
    return '`' + text + '`';
  }

  private static Stream<CommandSpec> offered() {
    return CommandTable.standard().all().stream()
        .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()));
  }

  private static boolean isOffered(String name) {
    return offered().anyMatch(spec -> spec.name().equals(name));
  }

  private static boolean isOurs(CommandSpec spec) {
    return spec.name().startsWith("chorus");
  }

  private static List<String> redis() {
    try (InputStream list = CommandPageTest.class.getResourceAsStream("redis-7.0-commands.txt")) {
      return new String(
              Objects.requireNonNull(list, "redis-7.0-commands.txt").readAllBytes(),
              StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
