package chorus.command.settings;

import chorus.base.Result;
import chorus.command.Words;
import chorus.resp.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds of settings that Redis has many of: text, numbers, sizes, words to choose from.
final class Checks {
  private static final BigInteger MOST_BYTES = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final int PERCENT = 100;

  private Checks() {}

  static Result<String> text(String word, String before) {
    return Result.ok(word);
  }

  static Result<String> flag(String word, String before) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.equals("yes") || lower.equals("no")
        ? Result.ok(lower)
        : Check.refused("argument must be 'yes' or 'no'");
  }

  static Check integer(BigInteger least, BigInteger most) {
    return (word, _) ->
        Words.isLong(Bytes.utf8(word))
            ? within(new BigInteger(word), least, most)
            : Check.refused("argument couldn't be parsed into an integer");
  }

  /// Bytes, with a unit or without.
  static Check memory(BigInteger least, BigInteger most) {
    return (word, _) ->
        bytes(word)
            .map(size -> within(size, least, most))
            .orElseGet(() -> Check.refused("argument must be a memory value"));
  }

  /// Bytes, or a percentage of them.
  static Result<String> share(String word, String before) {
    if (word.endsWith("%")) {
      Bytes number = Bytes.utf8(word.substring(0, word.length() - 1));
      if (!Words.isLong(number) || Words.toLong(number) < 0) {
        return Check.refused("argument must be a memory or percent value");
      }
      return Words.toLong(number) > PERCENT
          ? Check.refused("percentage argument must be less or equal to 100")
          : Result.ok(word);
    }
    return bytes(word)
        .map(size -> Result.ok(size.toString()))
        .orElseGet(() -> Check.refused("argument must be a memory or percent value"));
  }

  /// One of `words`.
  static Check choice(List<String> words) {
    return (word, _) ->
        words.contains(word.toLowerCase(Locale.ROOT))
            ? Result.ok(word.toLowerCase(Locale.ROOT))
            : Check.refused(oneOf(words));
  }

  /// Some of `words`, with blanks between.
  static Check choices(List<String> words) {
    return (word, _) -> {
      List<String> chosen = List.of(word.toLowerCase(Locale.ROOT).strip().split(" ", -1));
      if (!words.containsAll(chosen)) {
        return Check.refused(oneOf(words));
      }
      return Result.ok(String.join(" ", words.stream().filter(chosen::contains).toList()));
    };
  }

  private static String oneOf(List<String> words) {
    return "argument(s) must be one of the following: " + String.join(", ", words);
  }

  private static Result<String> within(BigInteger number, BigInteger least, BigInteger most) {
    return number.compareTo(least) < 0 || number.compareTo(most) > 0
        ? Check.refused("argument must be between " + least + " and " + most + " inclusive")
        : Result.ok(number.toString());
  }

  /// The number of bytes that `word` says: digits, then no unit or one of Redis'. Nothing is none.
  static Optional<BigInteger> bytes(String word) {
    int digits = 0;
    while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
      digits++;
    }
    Optional<Long> unit = unit(word.substring(digits).toLowerCase(Locale.ROOT));
    BigInteger number = digits == 0 ? BigInteger.ZERO : new BigInteger(word.substring(0, digits));
    return unit.map(each -> number.multiply(BigInteger.valueOf(each)).min(MOST_BYTES));
  }

  private static Optional<Long> unit(String name) {
    return switch (name) {
      case "", "b" -> Optional.of(1L);
      case "k" -> Optional.of(1_000L);
      case "kb" -> Optional.of(1L << 10);
      case "m" -> Optional.of(1_000_000L);
      case "mb" -> Optional.of(1L << 20);
      case "g" -> Optional.of(1_000_000_000L);
      case "gb" -> Optional.of(1L << 30);
      default -> Optional.empty();
    };
  }

  /// The words of `text`, between which there is one blank each; none of a text that is empty.
  static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
