package chorus.command;

import chorus.resp.Bytes;
import chorus.testing.Choices;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command of the table with words that its syntax offers, some of them spoilt: an input is
/// the choices that make a short program on an empty database. [CommandLaws] says what must hold.
final class CommandFuzz {
  private static final int MOST_COMMANDS = 16;
  private static final int MOST_RAW_BYTES = 6;

  /// Above the number of ways in which words are spoilt: the others leave them as they are.
  private static final int UNSPOILT = 12;

  private static final Bytes COMMAND = Bytes.utf8("command");
  private static final int MOST_MILLIS = 200;

  private static final List<CommandSpec> COMMANDS =
      CommandTable.standard().all().stream()
          .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()))
          .filter(spec -> spec.handler().isPresent())
          .sorted(Comparator.comparing(CommandSpec::name))
          .toList();

  static Stream<byte[]> seeds() {
    SplittableRandom random = new SplittableRandom(1);
    return Stream.generate(
            () -> {
              byte[] seed = new byte[random.nextInt(20, 300)];
              random.nextBytes(seed);
              return seed;
            })
        .limit(400);
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyCommandKeepsTheLaws(byte[] input) {
    Choices choices = new Choices(input);
    RandomPrograms programs = new RandomPrograms(COMMANDS, choices);
    CommandLaws laws = new CommandLaws();
    for (int i = 0; i < MOST_COMMANDS && choices.hasMore(); i++) {
      List<Bytes> words = spoilt(programs.command(), choices);
      int millis = choices.nextInt(MOST_MILLIS);
      if (!isListing(words)) {
        laws.check(words, millis);
      }
    }
    laws.checkFollowers();
  }

  /// COMMAND and its like without words of their own: always the same, and it takes long.
  private static boolean isListing(List<Bytes> words) {
    return words.getFirst().equals(COMMAND) && words.size() < 3;
  }

  /// The words with one changed, left out, moved, or with the end cut off, now and then.
  private static List<Bytes> spoilt(List<String> command, Choices choices) {
    List<Bytes> words = new ArrayList<>(command.stream().map(Bytes::utf8).toList());
    int at = choices.nextInt(words.size());
    switch (choices.nextInt(UNSPOILT)) {
      case 1 -> words.set(at, Bytes.wrap(choices.raw(choices.nextInt(MOST_RAW_BYTES + 1))));
      case 2 -> words.subList(at + 1, words.size()).clear();
      case 3 -> words.add(words.remove(at));
      case 4 -> words.add(at, words.get(at));
      default -> {}
    }
    return words;
  }
}
