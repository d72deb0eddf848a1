package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// What BLPOP and BRPOP do once there is something: removes an element from the first of the lists
/// that is there, and answers its key and the element.
final class FirstPop implements DataCommand {
  private final End end;

  FirstPop(End end) {
    this.end = end;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    for (Bytes key : args.from(1)) {
      if (Lists.at(edit.keys(), key) != null) {
        return edit.done(Reply.array(Reply.bulk(key), Reply.bulk(end.pop(edit.list(key)))));
      }
    }
    return edit.done(Reply.NULL_ARRAY);
  }
}
