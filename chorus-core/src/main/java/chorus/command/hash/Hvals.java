package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// HVALS key: all values.
final class Hvals implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return new Outcome.Answer(
        Reply.array(Hashes.entries(view, args).stream().map(Reply.Entry::value).toList()));
  }
}
