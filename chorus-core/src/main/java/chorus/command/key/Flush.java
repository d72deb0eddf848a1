package chorus.command.key;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// `FLUSHDB [ASYNC | SYNC]` and FLUSHALL, for one database: the generation of its keyspace rises,
/// and the rows of the past ones are freed in the background in either case.
final class Flush implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    if (args.size() > 2 || (args.size() == 2 && !args.is(1, "async") && !args.is(1, "sync"))) {
      throw CommandError.syntax();
    }
    Edit edit = Edit.over(view, moment);
    edit.flush();
    return edit.done(Reply.OK);
  }
}
