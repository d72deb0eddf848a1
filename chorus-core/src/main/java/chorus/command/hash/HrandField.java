package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Element;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.RandomElements;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.List;

/// `HRANDFIELD key [count [WITHVALUES]]`: random fields; with a count that many different ones, or
/// with a negative count that many, each drawn anew.
final class HrandField implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return new Outcome.Answer(
        args.size() == 2 ? one(view, args, moment) : several(view, args, moment));
  }

  private static Reply one(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection hash = keys.collection(args.bytes(1), ValueType.HASH);
    return hash == null
        ? Reply.NULL
        : Reply.bulk(new RandomElements(keys, hash, moment).one().name());
  }

  private static Reply several(View view, Args args, Moment moment) {
    long count = RandomElements.countBefore("withvalues", args);
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection hash = keys.collection(args.bytes(1), ValueType.HASH);
    List<Element> drawn =
        hash == null ? List.of() : new RandomElements(keys, hash, moment).some(count);
    return args.size() == 4
        ? new Reply.Pairs(Hashes.entries(drawn))
        : Reply.array(drawn.stream().map(field -> Reply.bulk(field.name())).toList());
  }
}
