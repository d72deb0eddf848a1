package chorus.command;

import chorus.resp.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Some of a command's keys: where they stand among its words, and what the command does with them
/// (`RO`, `RW`, `OW`, `RM`, then `access`, `update`, `insert`, `delete`).
public sealed interface KeySpec {
  List<String> use();

  /// The places of the keys among `words`, of which there are as many as the arity asks for.
  IntStream places(List<Bytes> words);

  /// The keys among `words`.
  default List<Bytes> in(List<Bytes> words) {
    return places(words).mapToObj(words::get).toList();
  }

  /// Word `first`, then every `step` words up to `last` (negative: counted from the end).
  record Range(int first, int last, int step, List<String> use) implements KeySpec {
    public Range {
      use = List.copyOf(use);
    }

    @Override
    public IntStream places(List<Bytes> words) {
      int end = last < 0 ? words.size() + last : last;
      return IntStream.iterate(first, at -> at <= end && at < words.size(), at -> at + step);
    }
  }

  /// The word behind the last `token` from word `first` on; none without it. `others` are the
  /// options that have words of their own behind them, once for each of these.
  record Option(String token, int first, List<String> others, List<String> use) implements KeySpec {
    public Option {
      others = List.copyOf(others);
      use = List.copyOf(use);
    }

    @Override
    public IntStream places(List<Bytes> words) {
      IntStream place = IntStream.empty();
      for (int i = first; i + 1 < words.size(); i++) {
        String word = Words.lower(words.get(i)).utf8();
        if (word.equals(token)) {
          i++;
          place = IntStream.of(i);
        } else {
          i += Collections.frequency(others, word);
        }
      }
      return place;
    }
  }

  /// Keys that are not among the words: patterns name them.
  record ByPattern(List<String> use) implements KeySpec {
    public ByPattern {
      use = List.copyOf(use);
    }

    @Override
    public IntStream places(List<Bytes> words) {
      return IntStream.empty();
    }
  }

  /// Word `count` is a number, and as many keys follow it; none where the number cannot be.
  record Counted(int count, List<String> use) implements KeySpec {
    public Counted {
      use = List.copyOf(use);
    }

    @Override
    public IntStream places(List<Bytes> words) {
      Bytes number = words.get(count);
      int first = count + 1;
      long keys = Words.isLong(number) ? Words.toLong(number) : 0;
      return keys < 1 || keys > words.size() - first
          ? IntStream.empty()
          : IntStream.range(first, first + (int) keys);
    }
  }

  /// The word behind the option `word`, which is sought from the place `from` on; none where the
  /// option is not given.
  record Keyword(String word, int from, List<String> use) implements KeySpec {
    public Keyword {
      use = List.copyOf(use);
    }

    @Override
    public IntStream places(List<Bytes> words) {
      return IntStream.range(from, words.size() - 1)
          .filter(at -> Words.same(words.get(at), word))
          .limit(1)
          .map(at -> at + 1);
    }
  }
}
