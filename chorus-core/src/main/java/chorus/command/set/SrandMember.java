package chorus.command.set;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Element;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.RandomElements;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `SRANDMEMBER key [count]`: a random member; with a count that many different ones, or with a
/// negative count that many, each drawn anew.
final class SrandMember implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return new Outcome.Answer(
        switch (args.size()) {
          case 2 -> one(Keyspace.over(view), args, moment);
          case 3 -> several(Keyspace.over(view), args, moment);
          default -> throw CommandError.syntax();
        });
  }

  private static Reply one(Keyspace keys, Args args, Moment moment) {
    Meta.OfCollection set = Sets.at(keys, args.bytes(1));
    return set == null
        ? Reply.NULL
        : Reply.bulk(new RandomElements(keys, set, moment).one().name());
  }

  private static Reply several(Keyspace keys, Args args, Moment moment) {
    long count = RandomElements.count(args, 2);
    Meta.OfCollection set = Sets.at(keys, args.bytes(1));
    List<Element> drawn =
        set == null ? List.of() : new RandomElements(keys, set, moment).some(count);
    return Reply.array(drawn.stream().map(member -> Reply.bulk(member.name())).toList());
  }
}
