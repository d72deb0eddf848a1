package chorus.server.resp;

import java.util.ArrayDeque;
import java.util.Queue;

/// The commands of one connection that were read and not answered yet, in batches. Used on one
/// loop.
final class Underway {
  private record Batch(int commands, long bytes) {}

  private final Queue<Batch> batches = new ArrayDeque<>();
  private int commands;
  private long bytes;

  /// Commands of the first batch that are answered.
  private int answered;

  void add(int moreCommands, long moreBytes) {
    batches.add(new Batch(moreCommands, moreBytes));
    commands += moreCommands;
    bytes += moreBytes;
  }

  /// The next `replies` commands are answered. More replies than commands count no further: a
  /// session may have something to say unasked.
  void answer(int replies) {
    int counted = Math.min(replies, commands);
    commands -= counted;
    answered += counted;
    Batch first = batches.peek();
    while (first != null && answered >= first.commands()) {
      answered -= first.commands();
      bytes -= first.bytes();
      batches.remove();
      first = batches.peek();
    }
  }

  int commands() {
    return commands;
  }

  /// Bytes of the batches of which any command is under way.
  long bytes() {
    return bytes;
  }
}
