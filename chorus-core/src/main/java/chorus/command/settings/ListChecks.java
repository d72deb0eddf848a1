package chorus.command.settings;

import chorus.base.Result;
import chorus.command.Words;
import chorus.resp.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings that are lists of their own kind.
final class ListChecks {
  /// The classes of keyspace events, in the order in which Redis shows them.
  private static final String CLASSES = "g$lshzxetdn";

  /// Those that `A` stands for.
  private static final String EVERY_EVENT = "g$lshzxetd";

  private static final String KEYSPACE_OR_EVENT = "KE";
  private static final String KEY_MISS = "m";
  private static final int MOST_PERCENT = 100;
  private static final int WORDS_PER_LIMIT = 4;
  private static final int SCORES = 3;
  private static final int MOST_SCORE = 2000;

  private ListChecks() {}

  /// `seconds changes …`: when Redis saves.
  static Result<String> save(String word, String before) {
    List<String> words = Checks.words(word);
    boolean pairs = words.size() % 2 == 0;
    for (int i = 0; i < words.size(); i++) {
      Bytes number = Bytes.utf8(words.get(i));
      pairs &= Words.isLong(number) && Words.toLong(number) >= (i % 2 == 0 ? 1 : 0);
    }
    return pairs ? Result.ok(String.join(" ", words)) : Check.refused("Invalid save parameters");
  }

  /// `class hard soft seconds …`: classes that are not named stay as they were.
  static Result<String> limits(String word, String before) {
    List<String> words = Checks.words(word);
    List<String> all = new ArrayList<>(Checks.words(before));
    if (words.size() % WORDS_PER_LIMIT != 0) {
      return Check.refused("Wrong number of arguments in buffer limit configuration.");
    }
    for (int i = 0; i < words.size(); i += WORDS_PER_LIMIT) {
      String name = words.get(i).equalsIgnoreCase("replica") ? "slave" : words.get(i);
      int at = all.indexOf(name.toLowerCase(Locale.ROOT));
      if (at < 0) {
        return Check.refused("Invalid client class specified in buffer limit configuration.");
      }
      Optional<BigInteger> hard = Checks.bytes(words.get(i + 1));
      Optional<BigInteger> soft = Checks.bytes(words.get(i + 2));
      Bytes seconds = Bytes.utf8(words.get(i + 3));
      if (hard.isEmpty() || soft.isEmpty() || !Words.isLong(seconds) || Words.toLong(seconds) < 0) {
        return Check.refused(
            "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
      }
      all.set(at + 1, hard.get().toString());
      all.set(at + 2, soft.get().toString());
      all.set(at + 3, words.get(i + 3));
    }
    return Result.ok(String.join(" ", all));
  }

  /// The percentiles that INFO latencystats shows.
  static Result<String> percentiles(String word, String before) {
    for (String each : Checks.words(word)) {
      if (!each.matches("-?[0-9]+(\\.[0-9]+)?")) {
        return Check.refused("Invalid latency-tracking-info-percentiles parameters");
      }
      double value = Double.parseDouble(each);
      if (value < 0 || value > MOST_PERCENT) {
        return Check.refused(
            "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
      }
    }
    return Result.ok(String.join(" ", Checks.words(word)));
  }

  /// The three numbers of oom-score-adj-values.
  static Result<String> scores(String word, String before) {
    List<String> words = Checks.words(word);
    if (words.size() != SCORES) {
      return Check.refused("wrong number of arguments");
    }
    for (String each : words) {
      Bytes number = Bytes.utf8(each);
      if (!Words.isLong(number) || Math.abs(Words.toLong(number)) > MOST_SCORE) {
        return Check.refused(
            "Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
      }
    }
    return Result.ok(String.join(" ", words));
  }

  /// Classes of keyspace events: all of them shown as `A`, then where they are told.
  static Result<String> events(String word, String before) {
    String letters = "A" + CLASSES + KEYSPACE_OR_EVENT + KEY_MISS;
    if (word.chars().anyMatch(each -> letters.indexOf(each) < 0)) {
      return Check.refused("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
    }
    String wanted = word.indexOf('A') < 0 ? word : word + EVERY_EVENT;
    boolean every = EVERY_EVENT.chars().allMatch(each -> wanted.indexOf(each) >= 0);
    var shown = new StringBuilder(every ? "A" : "");
    String others = KEYSPACE_OR_EVENT + KEY_MISS;
    (every ? others : CLASSES + others)
        .chars()
        .filter(each -> wanted.indexOf(each) >= 0)
        .forEach(each -> shown.append((char) each));
    return Result.ok(shown.toString());
  }
}
