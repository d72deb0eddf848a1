package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// HGETALL key: all fields with their values.
final class HgetAll implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return new Outcome.Answer(new Reply.MapReply(Hashes.entries(view, args)));
  }
}
