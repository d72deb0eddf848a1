package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Element;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.RandomElements;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import java.util.List;

/// `ZRANDMEMBER key [count [WITHSCORES]]`: random members; with a count that many different ones,
/// or with a negative count that many, each drawn anew.
final class ZrandMember implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    return new Outcome.Answer(
        args.size() == 2 ? one(keys, args, moment) : several(keys, args, moment));
  }

  private static Reply one(Keyspace keys, Args args, Moment moment) {
    Meta.OfCollection zset = Zsets.at(keys, args.bytes(1));
    return zset == null
        ? Reply.NULL
        : Reply.bulk(new RandomElements(keys, zset, moment).one().name());
  }

  private static Reply several(Keyspace keys, Args args, Moment moment) {
    long count = RandomElements.countBefore("withscores", args);
    Meta.OfCollection zset = Zsets.at(keys, args.bytes(1));
    List<Element> drawn =
        zset == null ? List.of() : new RandomElements(keys, zset, moment).some(count);
    List<Scored> members =
        drawn.stream()
            .map(element -> new Scored(element.name(), OrderKeys.score(element.value())))
            .toList();
    return args.size() == 4 ? Zsets.withScores(members) : Zsets.members(members);
  }
}
