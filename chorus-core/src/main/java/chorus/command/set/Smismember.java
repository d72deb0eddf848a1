package chorus.command.set;

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

/// SMISMEMBER key member …: 1 or 0 for each.
final class Smismember implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection set = Sets.at(keys, args.bytes(1));
    var there = new ArrayList<Reply>(args.size() - 2);
    for (Bytes member : args.from(2)) {
      there.add(Sets.has(keys, set, member) ? Reply.ONE : Reply.ZERO);
    }
    return new Outcome.Answer(Reply.array(there));
  }
}
