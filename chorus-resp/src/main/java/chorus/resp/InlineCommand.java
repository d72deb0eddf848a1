package chorus.resp;

import org.jspecify.annotations.Nullable;

/// Splits an inline command, as people type it into telnet, into arguments.
///
/// Arguments are parted by white space. Within double quotes `\n \r \t \b \a \xHH` stand for bytes
/// and a backslash before any other character for that character; within single quotes only `\'` is
/// special. A closing quote must end its argument. As in Redis, a zero byte ends the line.
final class InlineCommand {

  private final byte[] line;
  private final int end;
  private int position;

  /// The argument being read; never longer than the line.
  private final byte[] argument;

  private int length;

  private InlineCommand(byte[] line, int from, int to) {
    this.line = line;
    this.position = from;
    this.end = endBeforeZero(line, from, to);
    this.argument = new byte[end - from];
  }

  /// The arguments on `line[from, to)`; null if a quote is not closed. Stops after `maxArguments` +
  /// 1 of them, which is enough to see that there are too many.
  static @Nullable ArgumentList split(byte[] line, int from, int to, int maxArguments) {
    return new InlineCommand(line, from, to).split(maxArguments);
  }

  private @Nullable ArgumentList split(int maxArguments) {
    ArgumentList.Builder arguments = new ArgumentList.Builder();
    skipSpace();
    while (position < end && arguments.size() <= maxArguments) {
      length = 0;
      if (!readArgument()) {
        return null;
      }
      arguments.add(Bytes.of(argument, 0, length));
      skipSpace();
    }
    return arguments.build();
  }

  private void skipSpace() {
    while (position < end && isSpace(line[position])) {
      position++;
    }
  }

  private boolean readArgument() {
    while (position < end) {
      byte next = line[position++];
      switch (next) {
        case ' ', '\n', '\r', '\t' -> {
          return true;
        }
        case '"' -> {
          return readDoubleQuoted() && atArgumentEnd();
        }
        case '\'' -> {
          return readSingleQuoted() && atArgumentEnd();
        }
        default -> argument[length++] = next;
      }
    }
    return true;
  }

  private boolean readDoubleQuoted() {
    while (position < end) {
      byte next = line[position++];
      if (next == '"') {
        return true;
      }
      argument[length++] = next == '\\' && position < end ? readEscape() : next;
    }
    return false;
  }

  private byte readEscape() {
    byte next = line[position++];
    if (next == 'x' && position + 1 < end) {
      int high = Character.digit(line[position], 16);
      int low = Character.digit(line[position + 1], 16);
      if (high >= 0 && low >= 0) {
        position += 2;
        return (byte) (high << 4 | low);
      }
    }
    return switch (next) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> next;
    };
  }

  private boolean readSingleQuoted() {
    while (position < end) {
      byte next = line[position++];
      if (next == '\'') {
        return true;
      }
      if (next == '\\' && position < end && line[position] == '\'') {
        next = line[position++];
      }
      argument[length++] = next;
    }
    return false;
  }

  private boolean atArgumentEnd() {
    return position == end || isSpace(line[position]);
  }

  /// C's `isspace`: also the vertical tab and the form feed.
  private static boolean isSpace(byte character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }

  private static int endBeforeZero(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] == 0) {
        return i;
      }
    }
    return to;
  }
}
