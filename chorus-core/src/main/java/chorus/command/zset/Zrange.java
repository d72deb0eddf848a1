package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// ZRANGE key min max … and the older commands for its forms: the members of a range, in order.
final class Zrange implements DataCommand {
  private final RangeForm form;

  Zrange(RangeForm form) {
    this.form = form;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    RangeQuery query = RangeQuery.parse(args, 2, form);
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Zsets.at(keys, args.bytes(1));
    if (zset == null) {
      return new Outcome.Answer(Reply.EMPTY_ARRAY);
    }
    List<Scored> members = query.in(keys, zset);
    return new Outcome.Answer(query.scored() ? Zsets.withScores(members) : Zsets.members(members));
  }
}
