package chorus.command.hash;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// HSET key field value …: how many fields are new.
final class Hset implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    checkPairs(args, "hset");
    Edit edit = Edit.over(view, moment);
    return edit.done(Reply.integer(putAll(Hashes.edit(edit, args), args)));
  }

  static void checkPairs(Args args, String name) {
    if (args.size() % 2 != 0) {
      throw CommandError.arity(name);
    }
  }

  static int putAll(CollectionEdit hash, Args args) {
    int added = 0;
    for (int i = 2; i < args.size(); i += 2) {
      added += hash.put(args.bytes(i), args.bytes(i + 1)) ? 1 : 0;
    }
    return added;
  }
}
