package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// ZMSCORE key member …: the score of each, or null.
final class Zmscore implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Zsets.at(keys, args.bytes(1));
    return new Outcome.Answer(
        Reply.array(
            args.from(2).stream()
                .map(member -> Zsets.reply(Zsets.score(keys, zset, member)))
                .toList()));
  }
}
