package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.ArrayList;

/// HMGET key field …: each value, or null.
final class Hmget implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection hash = keys.collection(args.bytes(1), ValueType.HASH);
    var values = new ArrayList<Reply>(args.size() - 2);
    for (Bytes field : args.from(2)) {
      values.add(Hashes.reply(hash == null ? null : keys.element(hash, field)));
    }
    return new Outcome.Answer(Reply.array(values));
  }
}
