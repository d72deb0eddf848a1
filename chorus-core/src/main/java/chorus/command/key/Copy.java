package chorus.command.key;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// `COPY source destination [REPLACE]`: 1 if there was something to copy and room for it.
final class Copy implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    boolean replaces = replaces(args);
    Bytes source = args.bytes(1);
    Bytes destination = args.bytes(2);
    if (source.equals(destination)) {
      throw CommandError.err("source and destination objects are the same");
    }
    Edit edit = Edit.over(view, moment);
    if (!edit.keys().exists(source) || (edit.keys().exists(destination) && !replaces)) {
      return edit.done(Reply.ZERO);
    }
    edit.copy(source, destination);
    return edit.done(Reply.ONE);
  }

  private static boolean replaces(Args args) {
    boolean replaces = false;
    for (int i = 3; i < args.size(); i++) {
      if (args.is(i, "db") && i + 1 < args.size()) {
        throw CommandError.err("COPY takes no DB | it copies within the selected database only");
      }
      if (!args.is(i, "replace")) {
        throw CommandError.syntax();
      }
      replaces = true;
    }
    return replaces;
  }
}
