package chorus.command.set;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// SISMEMBER key member: 1 or 0.
final class Sismember implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    boolean there = Sets.has(keys, Sets.at(keys, args.bytes(1)), args.bytes(2));
    return new Outcome.Answer(there ? Reply.ONE : Reply.ZERO);
  }
}
