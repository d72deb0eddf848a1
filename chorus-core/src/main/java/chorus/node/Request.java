package chorus.node;

import chorus.command.OnFollower;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;
import java.util.function.Consumer;

/// A batch that a session wants to have run; `done` gets one reply for each command, in order.
record Request(
    List<List<Bytes>> commands, Intent intent, OnFollower onFollower, Consumer<List<Reply>> done) {

  /// Whether a batch may change anything, and whether it may be sent twice.
  enum Intent {
    READS_ONLY,
    /// Reads, and commands under CHORUS ONCE: however often it arrives, it changes things once.
    ONCE,
    MAY_WRITE
  }

  /// Answers every command alike.
  void answerAll(Reply reply) {
    done.accept(commands.stream().map(any -> reply).toList());
  }
}
