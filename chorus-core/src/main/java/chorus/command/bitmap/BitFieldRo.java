package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;

/// `BITFIELD_RO key [GET type offset] …`: BITFIELD for reads, which a follower may answer.
final class BitFieldRo implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    FieldSteps steps = FieldSteps.of(args);
    if (!steps.onlyRead()) {
      throw CommandError.err("BITFIELD_RO only supports the GET subcommand");
    }
    Bytes string = Bitmaps.string(Keyspace.over(view), args.bytes(1));
    return new Outcome.Answer(steps.run(string.array()));
  }
}
