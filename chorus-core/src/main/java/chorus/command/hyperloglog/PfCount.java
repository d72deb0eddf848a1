package chorus.command.hyperloglog;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// PFCOUNT key …: about how many different elements were added to any of them.
final class PfCount implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Registers all = Sketches.union(Keyspace.over(view), args.from(1)).registers();
    return new Outcome.Answer(Reply.integer(all.estimate()));
  }
}
