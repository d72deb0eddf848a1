package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// ZSCORE key member: its score, or null.
final class Zscore implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    return new Outcome.Answer(
        Zsets.reply(Zsets.score(keys, Zsets.at(keys, args.bytes(1)), args.bytes(2))));
  }
}
