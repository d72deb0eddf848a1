package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.OrderedMembers;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// ZCOUNT and ZLEXCOUNT key min max: how many members lie in a range.
final class Zcount implements DataCommand {
  private final Range.Kind kind;

  Zcount(Range.Kind kind) {
    this.kind = kind;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Range range = kind.parse(args, 2, 3);
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Zsets.at(keys, args.bytes(1));
    return new Outcome.Answer(
        zset == null
            ? Reply.ZERO
            : Reply.integer(range.in(OrderedMembers.of(keys, zset), zset.count()).size()));
  }
}
