package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// EXISTS key …: how many are there; one that is named twice counts twice.
final class Exists implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    int found = 0;
    for (Bytes key : args.from(1)) {
      found += keys.exists(key) ? 1 : 0;
    }
    return new Outcome.Answer(Reply.integer(found));
  }
}
