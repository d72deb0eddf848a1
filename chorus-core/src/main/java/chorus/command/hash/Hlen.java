package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// HLEN key: the number of fields.
final class Hlen implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return new Outcome.Answer(Reply.integer(Hashes.count(view, args)));
  }
}
