package chorus.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Draws commands by what the command table says of their arguments: most of them make sense, over
/// few keys, so that they meet; some do not.
public final class RandomPrograms {
  private static final List<String> KEYS = List.of("a", "b", "c", "d", "e");
  private static final List<String> TEXTS =
      List.of("", "x", "y", "foo", "bar", "10", "3", "-7", "2.5", "mn", "mnx", "\u00e9", "a b");
  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "3", "5", "8", "-1", "-2", "-3", "17", "100");
  private static final List<String> ODD_NUMBERS =
      List.of(
          "x",
          "",
          "1.5",
          "01",
          "+1",
          "-0",
          " 1",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808");
  private static final List<String> DOUBLES =
      List.of("0", "1", "2", "-1", "1.5", "3.25", "-0.5", "10", "1e3", "inf", "-inf", "(1", "(2");
  private static final List<String> ODD_DOUBLES = List.of("x", "", "nan", "1e400", "(", "--1");
  private static final List<String> PATTERNS = List.of("*", "a*", "?", "[a-c]", "f*o", "\\*", "");
  private static final int MOST_REPEATED = 4;

  private final List<CommandSpec> commands;
  private final RandomGenerator random;

  public RandomPrograms(List<CommandSpec> commands, RandomGenerator random) {
    this.commands = List.copyOf(commands);
    this.random = random;
  }

  public List<List<String>> next(int length) {
    var program = new ArrayList<List<String>>();
    for (int i = 0; i < length; i++) {
      program.add(command());
    }
    return program;
  }

  /// The words of one command, those of its name first.
  List<String> command() {
    CommandSpec spec = commands.get(random.nextInt(commands.size()));
    var words = new ArrayList<>(List.of(spec.name().split("\\|", -1)));
    spec.docs().arguments().forEach(argument -> add(argument, words));
    if (chance(50)) {
      spoil(words);
    }
    return words;
  }

  /// A word more, less, or somewhere else.
  private void spoil(List<String> words) {
    int at = 1 + random.nextInt(words.size());
    switch (random.nextInt(3)) {
      case 0 -> words.add(at, pick(TEXTS));
      case 1 -> {
        if (at < words.size()) {
          words.remove(at);
        }
      }
      default -> words.addAll(words.subList(at, words.size()).stream().toList());
    }
  }

  private void add(Argument argument, List<String> words) {
    if (argument.optional() && random.nextBoolean()) {
      return;
    }
    int times = argument.multiple() ? 1 + random.nextInt(MOST_REPEATED) : 1;
    for (int i = 0; i < times; i++) {
      addOnce(argument, words);
    }
  }

  private void addOnce(Argument argument, List<String> words) {
    argument.token().ifPresent(token -> words.add(inSomeCase(token)));
    switch (argument.kind()) {
      case KEY -> words.add(pick(KEYS));
      case STRING -> words.add(pick(TEXTS));
      case INTEGER -> words.add(pick(chance(12) ? ODD_NUMBERS : NUMBERS));
      case UNIX_TIME -> words.add(pick(chance(12) ? ODD_NUMBERS : List.of("1", "33000000000")));
      case DOUBLE -> words.add(pick(chance(12) ? ODD_DOUBLES : DOUBLES));
      case PATTERN -> words.add(pick(PATTERNS));
      case PURE_TOKEN -> {}
      case ONE_OF -> addOnce(argument.parts().get(random.nextInt(argument.parts().size())), words);
      case BLOCK -> argument.parts().forEach(part -> add(part, words));
    }
  }

  private String inSomeCase(String token) {
    return random.nextBoolean() ? token : token.toLowerCase(Locale.ROOT);
  }

  /// One in so many.
  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
