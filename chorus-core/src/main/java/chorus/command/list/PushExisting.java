package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// LPUSHX and RPUSHX key element …: the same as [Push] where the list is there, else nothing.
final class PushExisting implements DataCommand {
  private final Push push;

  PushExisting(End end) {
    this.push = new Push(end);
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return Lists.at(Keyspace.over(view), args.bytes(1)) == null
        ? new Outcome.Answer(Reply.ZERO)
        : push.run(view, args, moment);
  }
}
