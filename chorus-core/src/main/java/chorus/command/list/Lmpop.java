package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.PopWords;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `LMPOP numkeys key … LEFT|RIGHT [COUNT count]`: removes elements from the first of the lists
/// that is there, and answers its key and what it removed.
final class Lmpop implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    PopWords words = PopWords.of(args);
    End end = End.at(args, words.whereAt());
    long count = words.count();
    Edit edit = Edit.over(view, moment);
    for (Bytes key : words.keys()) {
      Meta.OfCollection list = Lists.at(edit.keys(), key);
      if (list != null) {
        List<Bytes> popped = Lists.pop(edit, key, list, end, count);
        return edit.done(Reply.array(Reply.bulk(key), Lists.reply(popped)));
      }
    }
    return edit.done(Reply.NULL_ARRAY);
  }
}
