package chorus.command.chorus;

import chorus.base.Limits;
import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;
import java.util.stream.LongStream;

/// CHORUS SEQ NEXT name [COUNT n]: numbers of a sequence, which nobody was ever given before.
///
/// A sequence is no key: FLUSHALL does not touch it, and it is there without being made.
final class SeqCommand implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    boolean counts = args.size() == 6 && args.is(4, "count");
    if (!args.is(2, "next") || !(counts || args.size() == 4)) {
      throw CommandError.syntax();
    }
    Bytes name = args.bytes(3);
    if (name.length() == 0 || name.length() > Limits.SEQUENCE_NAME_BYTES) {
      throw CommandError.err(
          "the name of a sequence has 1 to " + Limits.SEQUENCE_NAME_BYTES + " bytes");
    }
    if (!counts) {
      return new Outcome.Draw(name, 1, Reply::integer);
    }
    int count = (int) args.longBetween(5, 1, Limits.SEQUENCE_BLOCK, SeqCommand::badCount);
    return new Outcome.Draw(name, count, first -> all(first, count));
  }

  private static Reply all(long first, int count) {
    List<Reply> numbers =
        LongStream.range(first, first + count).<Reply>mapToObj(Reply::integer).toList();
    return Reply.array(numbers);
  }

  private static CommandError badCount() {
    return CommandError.err("COUNT takes a number from 1 to " + Limits.SEQUENCE_BLOCK);
  }
}
