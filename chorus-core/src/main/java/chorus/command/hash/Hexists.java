package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// HEXISTS key field: 1 or 0.
final class Hexists implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return new Outcome.Answer(Hashes.field(view, args) == null ? Reply.ZERO : Reply.ONE);
  }
}
