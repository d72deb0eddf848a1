package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// HSTRLEN key field: the length of the value in bytes, 0 if absent.
final class Hstrlen implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Bytes value = Hashes.field(view, args);
    return new Outcome.Answer(Reply.integer(value == null ? 0 : value.length()));
  }
}
