package chorus.command;

import chorus.resp.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The words of one command as the client sent them, its name (and a subcommand's name) included:
/// word 0 is the command.
///
/// Readers throw [CommandError] in Redis' words, which [Handler] turns into the reply.
public final class Args {
  private final List<Bytes> words;

  private Args(List<Bytes> words) {
    this.words = words;
  }

  public static Args of(List<Bytes> words) {
    return new Args(List.copyOf(words));
  }

  /// For tests and for commands made by the node itself.
  public static Args of(String... words) {
    return new Args(List.of(words).stream().map(Bytes::utf8).toList());
  }

  /// The number of words, names included.
  public int size() {
    return words.size();
  }

  public List<Bytes> words() {
    return words;
  }

  /// Bytes of all words.
  public long bytes() {
    return words.stream().mapToLong(Bytes::length).sum();
  }

  public Bytes bytes(int index) {
    return words.get(index);
  }

  /// The word as UTF-8 text.
  public String string(int index) {
    return words.get(index).utf8();
  }

  /// The words from `first` on.
  public List<Bytes> from(int first) {
    return words.subList(first, words.size());
  }

  /// Whether the word at `index` is the option `word`, in any case.
  public boolean is(int index, String word) {
    return Words.same(words.get(index), word);
  }

  /// The one of `options` that the word at `index` names, in any case.
  public <E extends Enum<E>> Optional<E> option(int index, E[] options) {
    for (E option : options) {
      if (is(index, option.name())) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /// A signed 64-bit number, or `ERR value is not an integer or out of range`.
  public long longAt(int index) {
    return longAt(index, CommandError::notAnInteger);
  }

  /// A signed 64-bit number, or `otherwise`.
  public long longAt(int index, Supplier<CommandError> otherwise) {
    Bytes word = words.get(index);
    if (!Words.isLong(word)) {
      throw otherwise.get();
    }
    return Words.toLong(word);
  }

  /// A number from `min` to `max`, or `otherwise`.
  public long longBetween(int index, long min, long max, Supplier<CommandError> otherwise) {
    long number = longAt(index, otherwise);
    if (number < min || number > max) {
      throw otherwise.get();
    }
    return number;
  }

  @Override
  public String toString() {
    return words.toString();
  }
}
