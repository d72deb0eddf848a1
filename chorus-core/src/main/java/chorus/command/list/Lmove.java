package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.ListEdit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// `LMOVE source destination LEFT|RIGHT LEFT|RIGHT`: moves an element from an end of one list to an
/// end of another, or of the same, and answers it.
final class Lmove implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    End from = End.at(args, 3);
    End to = End.at(args, 4);
    return move(Edit.over(view, moment), args.bytes(1), from, args.bytes(2), to);
  }

  static Outcome move(Edit edit, Bytes source, End from, Bytes destination, End to) {
    Meta.OfCollection list = Lists.at(edit.keys(), source);
    if (list == null) {
      return edit.done(Reply.NULL);
    }
    ListEdit taken = edit.list(source);
    if (source.equals(destination) && (from == to || list.count() == 1)) {
      return edit.done(Reply.bulk(taken.get(from == End.LEFT ? 0 : list.count() - 1)));
    }
    ListEdit given = edit.list(destination);
    Bytes value = from.pop(taken);
    to.push(given, value);
    return edit.done(Reply.bulk(value));
  }
}
