package chorus.command.list;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `LPOP key [count]` and RPOP: removes the first element, or the last, or that many, and answers
/// what it removed. The key goes with its last element.
final class Pop implements DataCommand {
  private final String name;
  private final End end;

  Pop(String name, End end) {
    this.name = name;
    this.end = end;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    return switch (args.size()) {
      case 2 -> one(edit, args.bytes(1));
      case 3 ->
          several(
              edit,
              args.bytes(1),
              args.longBetween(2, 0, Long.MAX_VALUE, CommandError::notPositive));
      default -> throw CommandError.arity(name);
    };
  }

  private Outcome one(Edit edit, Bytes key) {
    return Lists.at(edit.keys(), key) == null
        ? edit.done(Reply.NULL)
        : edit.done(Reply.bulk(end.pop(edit.list(key))));
  }

  private Outcome several(Edit edit, Bytes key, long count) {
    Meta.OfCollection list = Lists.at(edit.keys(), key);
    if (list == null) {
      return edit.done(Reply.NULL_ARRAY);
    }
    List<Bytes> popped = count == 0 ? List.of() : Lists.pop(edit, key, list, end, count);
    return edit.done(Lists.reply(popped));
  }
}
