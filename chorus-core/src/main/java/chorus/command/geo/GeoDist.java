package chorus.command.geo;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// `GEODIST key member member [M | KM | FT | MI]`: how far two members are from each other, or null
/// if one is not there.
final class GeoDist implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    if (args.size() > 5) {
      throw CommandError.syntax();
    }
    Unit unit = args.size() == 4 ? Unit.M : Unit.parse(args, 4);
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Geo.at(keys, args.bytes(1));
    Point one = Geo.point(keys, zset, args.bytes(2));
    Point other = Geo.point(keys, zset, args.bytes(3));
    return new Outcome.Answer(
        one == null || other == null
            ? Reply.NULL
            : Fixed.distance(one.metersTo(other) / unit.meters()));
  }
}
