package chorus.command.list;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.ListEdit;
import chorus.resp.Bytes;
import java.util.List;

/// An end of a list: LEFT is its head.
enum End {
  LEFT,
  RIGHT;

  /// The end that word `index` names.
  static End at(Args args, int index) {
    return args.option(index, values()).orElseThrow(CommandError::syntax);
  }

  void push(ListEdit list, Bytes value) {
    switch (this) {
      case LEFT -> list.pushFirst(value);
      case RIGHT -> list.pushLast(value);
    }
  }

  Bytes pop(ListEdit list) {
    return switch (this) {
      case LEFT -> list.popFirst();
      case RIGHT -> list.popLast();
    };
  }

  /// Removes so many elements, and answers them from this end on.
  List<Bytes> pop(ListEdit list, long count) {
    return switch (this) {
      case LEFT -> list.popFirst(count);
      case RIGHT -> list.popLast(count);
    };
  }

  /// `values`, which stand in the order of the list, from this end on.
  List<Bytes> from(List<Bytes> values) {
    return this == LEFT ? values : values.reversed();
  }
}
