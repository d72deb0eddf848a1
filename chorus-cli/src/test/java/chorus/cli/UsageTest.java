package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.Terminal;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class UsageTest {
  @Test
  void withoutArgumentsItSaysWhatThereIsOnStdout() {
    Ran ran = Ran.chorus();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("playground", "status", "verify", "db");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void versionIsAnAnswer() {
    Ran ran = Ran.chorus("--version");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("chorus ").contains("java 2");
  }

  @Test
  void misspeltOptionNamesTheNearestAndExitsWithUsage() {
    Ran ran = Ran.chorus("playground", "up", "--onde=5");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("chorus playground up: unknown option '--onde=5'\n")
        .contains("did you mean '--nodes'?");
  }

  @Test
  void misspeltCommandNamesTheNearestAndExitsWithUsage() {
    Ran ran = Ran.chorus("statsu");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("unknown command 'statsu'").contains("did you mean 'status'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status --at nowhere",
        "status --at host:99999",
        "status -o yaml",
        "playground kill",
        "playground up --nodes many",
        "db create",
        "db show",
        "db",
        "playground",
        "verify a b"
      })
  void wrongUsageExitsWithTwoAndLeavesStdoutEmpty(String line) {
    Ran ran = Ran.chorus(line.split(" ", -1));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("chorus ");
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void everyCommandExplainsItself(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(command.getCommandSpec().options())
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
  }

  static List<CommandLine> allCommands() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return below(Main.commandLine(new Terminal(nowhere, nowhere), new Cleanups()))
        .filter(command -> !command.getCommandName().equals("help"))
        .toList();
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(UsageTest::below));
  }
}
