package chorus.command.geo;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.command.zset.ZsetCommands;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;

/// `GEOADD key [NX | XX] [CH] longitude latitude member …`: ZADD with the cells of the places as
/// scores.
final class GeoAdd implements DataCommand {
  private static final int FIRST_OPTION = 2;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    int first = FIRST_OPTION;
    boolean nx = false;
    boolean xx = false;
    while (first < args.size()
        && (args.is(first, "nx") || args.is(first, "xx") || args.is(first, "ch"))) {
      nx |= args.is(first, "nx");
      xx |= args.is(first, "xx");
      first++;
    }
    if ((args.size() - first) % 3 != 0 || (nx && xx)) {
      throw CommandError.syntax();
    }
    List<Bytes> zadd = new ArrayList<>(args.words().subList(0, first));
    for (int i = first; i < args.size(); i += 3) {
      zadd.add(Bytes.utf8(Long.toString(Point.parse(args, i).score())));
      zadd.add(args.bytes(i + 2));
    }
    return ZsetCommands.zadd().run(view, Args.of(zadd), moment);
  }
}
