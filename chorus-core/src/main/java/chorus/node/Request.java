package chorus.node;

import chorus.command.CommandSpec;
import chorus.definition.AckLevel;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.single.Origin;
import java.util.List;

/// A batch that a session wants to have run.
record Request(List<List<Bytes>> commands, Intent intent, Way way, AckLevel ackLevel, Asker asker) {

  /// Who wants to know what becomes of it. On the gateway's strand.
  interface Asker {
    /// One reply for each command, in order.
    void done(List<Reply> replies);

    /// The batch waits at its leader; said again and again.
    default void waits() {}

    /// Nothing was begun, since another node leads ([Way#GIVE_BACK]). Nothing else is said then.
    default void ledElsewhere() {}

    /// Who asked. Any strand may call it.
    default Origin origin() {
      return Origin.UNKNOWN;
    }
  }

  /// Whether a batch may change anything, and whether it may be sent twice; the harmless first.
  enum Intent {
    READS_ONLY,
    /// Reads, and draws from sequences: what was drawn and not told is a gap.
    DRAWS,
    /// Reads, and commands under CHORUS ONCE: however often it arrives, it changes things once.
    ONCE,
    MAY_WRITE;

    static Intent of(CommandSpec command) {
      if (!command.isWrite()) {
        return READS_ONLY;
      }
      if (command.isDraw()) {
        return DRAWS;
      }
      return command.isOnce() ? ONCE : MAY_WRITE;
    }

    /// That of a batch with both.
    Intent and(Intent other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  /// Answers every command alike.
  void answerAll(Reply reply) {
    asker.done(commands.stream().map(any -> reply).toList());
  }
}
