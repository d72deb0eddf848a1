package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// HMSET key field value …: HSET with the old answer.
final class Hmset implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Hset.checkPairs(args, "hmset");
    Edit edit = Edit.over(view, moment);
    Hset.putAll(Hashes.edit(edit, args), args);
    return edit.done(Reply.OK);
  }
}
