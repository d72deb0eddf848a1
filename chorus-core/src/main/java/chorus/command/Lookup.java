package chorus.command;

import chorus.resp.Reply;
import java.util.Optional;

/// What [CommandTable] found for the words of a request.
public sealed interface Lookup {
  /// The command, its handler, and the words to run it with. `level` is the read level of a `CHORUS
  /// READ level` prefix, which is taken off the words; it is for this one command.
  record Found(CommandSpec spec, Handler handler, Args args, Optional<ReadLevel> level)
      implements Lookup {}

  /// No such command, or the wrong number of words: the error to answer.
  record Rejected(Reply reply) implements Lookup {}
}
