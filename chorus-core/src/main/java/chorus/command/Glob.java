package chorus.command;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;

/// A pattern of KEYS, MATCH and CONFIG GET: `?` is any byte, `*` any bytes, `[a-z]` one of a class,
/// `[^a]` one of none, `\x` is x itself. Bytes are compared, not characters.
///
/// A class that is not closed reaches to the pattern's end, and a range may be written backwards,
/// as in Redis. Matching goes back to the last `*` only, so it takes at most pattern × text steps,
/// and no recursion. Redis differs: there `**` does not match the empty text.
public final class Glob {
  private sealed interface Step {
    record One(byte expected) implements Step {}

    record Any() implements Step {}

    record OneOf(ByteSet members) implements Step {}

    record Star() implements Step {}
  }

  private final List<Step> steps;

  private Glob(List<Step> steps) {
    this.steps = steps;
  }

  public static Glob of(Bytes pattern) {
    var steps = new ArrayList<Step>();
    int at = 0;
    while (at < pattern.length()) {
      switch (pattern.at(at)) {
        case '*' -> {
          if (steps.isEmpty() || !(steps.getLast() instanceof Step.Star)) {
            steps.add(new Step.Star());
          }
          at++;
        }
        case '?' -> {
          steps.add(new Step.Any());
          at++;
        }
        case '[' -> at = readClass(pattern, at + 1, steps);
        default -> {
          if (pattern.at(at) == '\\' && at + 1 < pattern.length()) {
            at++;
          }
          steps.add(new Step.One(pattern.at(at++)));
        }
      }
    }
    return new Glob(List.copyOf(steps));
  }

  /// Reads the class whose first byte is at `start`; gives the place behind it.
  private static int readClass(Bytes pattern, int start, List<Step> steps) {
    int at = start;
    int end = pattern.length();
    boolean negated = at < end && pattern.at(at) == '^';
    if (negated) {
      at++;
    }
    var members = new ByteSet();
    while (at < end && pattern.at(at) != ']') {
      if (pattern.at(at) == '\\' && at + 1 < end) {
        members.add(pattern.at(at + 1));
        at += 2;
      } else if (at + 2 < end && pattern.at(at + 1) == '-') {
        members.addRange(pattern.at(at), pattern.at(at + 2));
        at += 3;
      } else {
        members.add(pattern.at(at++));
      }
    }
    steps.add(new Step.OneOf(negated ? members.complement() : members));
    return at + 1;
  }

  /// Whether the whole of `text` is as the pattern says.
  public boolean matches(Bytes text) {
    int step = 0;
    int at = 0;
    int starStep = -1;
    int starAt = 0;
    while (at < text.length()) {
      if (step < steps.size() && steps.get(step) instanceof Step.Star) {
        starStep = step++;
        starAt = at;
      } else if (step < steps.size() && accepts(steps.get(step), text.at(at))) {
        step++;
        at++;
      } else if (starStep >= 0) {
        step = starStep + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (step < steps.size() && steps.get(step) instanceof Step.Star) {
      step++;
    }
    return step == steps.size();
  }

  private static boolean accepts(Step step, byte next) {
    return switch (step) {
      case Step.One(byte expected) -> expected == next;
      case Step.Any _ -> true;
      case Step.OneOf(ByteSet members) -> members.has(next);
      case Step.Star _ -> false;
    };
  }
}
