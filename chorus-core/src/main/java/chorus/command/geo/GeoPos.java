package chorus.command.geo;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.ArrayList;

/// `GEOPOS key [member …]`: where each lies, or null.
final class GeoPos implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Geo.at(keys, args.bytes(1));
    var points = new ArrayList<Reply>();
    for (Bytes member : args.from(2)) {
      Point point = Geo.point(keys, zset, member);
      points.add(point == null ? Reply.NULL_ARRAY : Geo.reply(point));
    }
    return new Outcome.Answer(Reply.array(points));
  }
}
