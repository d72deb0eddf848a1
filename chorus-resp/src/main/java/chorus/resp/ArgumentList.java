package chorus.resp;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/// The arguments of one command: an unmodifiable view of the array that the decoder filled.
/// `List.of` would copy that array once more for every command.
final class ArgumentList extends AbstractList<Bytes> implements RandomAccess {

  private final Bytes[] arguments;
  private final int size;

  private ArgumentList(Bytes[] arguments, int size) {
    this.arguments = arguments;
    this.size = size;
  }

  @Override
  public Bytes get(int index) {
    return arguments[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }

  /// Fills one list after the other.
  static final class Builder {

    /// A declared count is believed up to here; beyond, the array grows as arguments arrive.
    private static final int BELIEVED_COUNT = 16;

    private static final Bytes[] NONE = new Bytes[0];

    private Bytes[] arguments = NONE;
    private int size;

    /// Begins a list that is declared to hold `count` arguments.
    void start(int count) {
      arguments = new Bytes[Math.min(count, BELIEVED_COUNT)];
      size = 0;
    }

    int size() {
      return size;
    }

    void add(Bytes argument) {
      if (size == arguments.length) {
        arguments = Arrays.copyOf(arguments, Math.max(BELIEVED_COUNT, 2 * size));
      }
      arguments[size++] = argument;
    }

    /// Ends the list. The builder keeps no reference to it.
    ArgumentList build() {
      ArgumentList built = new ArgumentList(arguments, size);
      arguments = NONE;
      size = 0;
      return built;
    }
  }
}
