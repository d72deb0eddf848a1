package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.command.View;
import java.util.List;

/// ZUNION, ZINTER and ZDIFF numkeys key …: the members that several sorted sets come to, in order.
final class Zcombine implements DataCommand {
  private final String name;
  private final Combination combination;
  private final List<CombinationQuery.Option> options;

  /// `options` are those that the command takes.
  Zcombine(String name, Combination combination, CombinationQuery.Option... options) {
    this.name = name;
    this.combination = combination;
    this.options = List.of(options);
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    CombinationQuery query = CombinationQuery.parse(Keyspace.over(view), args, 1, name, options);
    List<Scored> members = combination.inOrder(query.inputs(), query.aggregate());
    return new Outcome.Answer(query.scored() ? Zsets.withScores(members) : Zsets.members(members));
  }
}
