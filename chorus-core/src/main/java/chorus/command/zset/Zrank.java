package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.OrderedMembers;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.Place;

/// ZRANK and ZREVRANK key member: how many members lie before it, or behind it; null if it is not
/// there.
final class Zrank implements DataCommand {
  private final Direction direction;

  Zrank(Direction direction) {
    this.direction = direction;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Zsets.at(keys, args.bytes(1));
    Bytes member = args.bytes(2);
    Double score = Zsets.score(keys, zset, member);
    if (zset == null || score == null) {
      return new Outcome.Answer(Reply.NULL);
    }
    long before = OrderedMembers.of(keys, zset).countBefore(Place.of(score, member));
    return new Outcome.Answer(
        Reply.integer(
            switch (direction) {
              case FORWARD -> before;
              case REVERSE -> zset.count() - 1 - before;
            }));
  }
}
