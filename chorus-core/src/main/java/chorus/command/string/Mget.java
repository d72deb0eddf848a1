package chorus.command.string;

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

/// MGET key …: each string; null for a key that is absent or holds something else.
final class Mget implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    var values = new ArrayList<Reply>(args.size() - 1);
    for (Bytes key : args.from(1)) {
      values.add(
          keys.meta(key) instanceof Meta.OfString held ? Reply.bulk(held.value()) : Reply.NULL);
    }
    return new Outcome.Answer(Reply.array(values));
  }
}
