package chorus.command;

import chorus.base.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the one-line notation of a command's arguments into the tree that COMMAND DOCS answers.
///
/// `key` and `value` are values (`:integer` and so on names another kind than string); a word in
/// capitals is a token, and `TOKEN value` (or `TOKEN <…>`) belong together; `[…]` is optional; `<a
/// | b>` is one of several, also as `[a | b]`; several arguments inside one bracket are a block;
/// `...` behind an argument repeats it.
final class Syntax {
  private final List<String> tokens;
  private int at;

  private Syntax(List<String> tokens) {
    this.tokens = tokens;
  }

  static List<Argument> parse(String text) {
    var syntax = new Syntax(split(text));
    List<Argument> arguments = syntax.sequence();
    Require.that(syntax.at == syntax.tokens.size(), "a syntax line ends where it should", text);
    return arguments;
  }

  /// The notation as people read it, without the kinds.
  static String plain(String text) {
    return text.replaceAll(":[a-z-]+", "");
  }

  private static List<String> split(String text) {
    String spaced = text.replaceAll("(\\.\\.\\.|[\\[\\]<>|])", " $1 ").strip();
    return spaced.isEmpty() ? List.of() : List.of(spaced.split("\\s+"));
  }

  private boolean more() {
    return at < tokens.size();
  }

  private boolean takes(String token) {
    if (more() && tokens.get(at).equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  /// Arguments up to the end, or to a bracket or bar that belongs to the caller.
  private List<Argument> sequence() {
    var arguments = new ArrayList<Argument>();
    while (more() && !"]>|".contains(tokens.get(at))) {
      Argument next = single();
      arguments.add(takes("...") ? repeated(next) : next);
    }
    return arguments;
  }

  private Argument single() {
    if (takes("[")) {
      Argument inner = choice();
      Require.that(takes("]"), "an optional argument is closed", tokens);
      return new Argument(
          inner.name(),
          inner.kind(),
          inner.token(),
          true,
          inner.multiple(),
          inner.tokenEachTime(),
          inner.parts());
    }
    if (takes("<")) {
      Argument inner = choice();
      Require.that(takes(">"), "a choice is closed", tokens);
      return inner;
    }
    String word = tokens.get(at++);
    if (!isToken(word)) {
      return value(word, Optional.empty());
    }
    if (more() && Character.isLowerCase(tokens.get(at).charAt(0))) {
      return value(tokens.get(at++), Optional.of(word));
    }
    if (more() && tokens.get(at).equals("<")) {
      Argument of = single();
      return new Argument(
          of.name(),
          of.kind(),
          Optional.of(word),
          of.optional(),
          of.multiple(),
          of.tokenEachTime(),
          of.parts());
    }
    return new Argument(
        word.toLowerCase(Locale.ROOT),
        Argument.Kind.PURE_TOKEN,
        Optional.of(word),
        false,
        false,
        false,
        List.of());
  }

  private Argument choice() {
    var alternatives = new ArrayList<Argument>();
    do {
      alternatives.add(block(sequence()));
    } while (takes("|"));
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : group(alternatives, Argument.Kind.ONE_OF);
  }

  private static Argument block(List<Argument> members) {
    return members.size() == 1 ? members.getFirst() : group(members, Argument.Kind.BLOCK);
  }

  private static Argument group(List<Argument> parts, Argument.Kind kind) {
    String name = String.join("_", parts.stream().map(Argument::name).toList());
    return new Argument(name, kind, Optional.empty(), false, false, false, parts);
  }

  private static Argument repeated(Argument once) {
    return new Argument(
        once.name(),
        once.kind(),
        once.token(),
        once.optional(),
        true,
        once.optional() && once.token().isPresent(),
        once.parts());
  }

  private static boolean isToken(String word) {
    return !Character.isLowerCase(word.charAt(0));
  }

  private static Argument value(String word, Optional<String> token) {
    int colon = word.indexOf(':');
    String name = colon < 0 ? word : word.substring(0, colon);
    String kind = colon < 0 ? (name.equals("key") ? "key" : "string") : word.substring(colon + 1);
    return new Argument(name, kindOf(kind), token, false, false, false, List.of());
  }

  private static Argument.Kind kindOf(String word) {
    for (Argument.Kind kind : Argument.Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no argument kind " + word);
  }
}
