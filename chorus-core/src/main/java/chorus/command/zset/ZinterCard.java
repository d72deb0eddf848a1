package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import java.util.List;

/// `ZINTERCARD numkeys key … [LIMIT limit]`: how many members are in all sorted sets, counted up to
/// the limit; 0 is none.
final class ZinterCard implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    CombinationQuery query =
        CombinationQuery.parse(
            Keyspace.over(view), args, 1, "zintercard", List.of(CombinationQuery.Option.LIMIT));
    return new Outcome.Answer(
        Reply.integer(Combination.countOfIntersection(query.inputs(), query.limit())));
  }
}
