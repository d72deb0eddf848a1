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

/// `GEOHASH key [member …]`: the standard geohash of each, or null. It has eleven letters, of which
/// the last is always `0`.
///
/// Source: Niemeyer, geohash.org, 2008; its grid reaches to the poles, unlike the one of scores.
final class GeoHash implements DataCommand {
  private static final String LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz";
  private static final int WHOLE_LETTERS = 10;
  private static final int BITS = 5;
  private static final double POLE = 90;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Geo.at(keys, args.bytes(1));
    var hashes = new ArrayList<Reply>();
    for (Bytes member : args.from(2)) {
      Point point = Geo.point(keys, zset, member);
      hashes.add(point == null ? Reply.NULL : Reply.bulk(text(point)));
    }
    return new Outcome.Answer(Reply.array(hashes));
  }

  private static String text(Point point) {
    int row = Cell.index(point.latitude(), POLE, Cell.MAX_STEP);
    int column = Cell.index(point.longitude(), Point.MAX_LONGITUDE, Cell.MAX_STEP);
    long number = Cell.spread(row) | Cell.spread(column) << 1;
    var text = new StringBuilder();
    for (int i = 1; i <= WHOLE_LETTERS; i++) {
      int letter = (int) (number >>> (2 * Cell.MAX_STEP - i * BITS)) & (LETTERS.length() - 1);
      text.append(LETTERS.charAt(letter));
    }
    return text.append('0').toString();
  }
}
