package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// STRLEN key: the length in bytes, 0 for an absent key.
final class Strlen implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Bytes value = Keyspace.over(view).string(args.bytes(1));
    return new Outcome.Answer(Reply.integer(value == null ? 0 : value.length()));
  }
}
