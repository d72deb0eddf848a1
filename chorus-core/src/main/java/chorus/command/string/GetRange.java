package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// GETRANGE key start end, and SUBSTR: the bytes from start to end, both included; negative numbers
/// count from the end.
final class GetRange implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long start = args.longAt(2);
    long end = args.longAt(3);
    Bytes value = Keyspace.over(view).string(args.bytes(1));
    return new Outcome.Answer(
        value == null ? Reply.EMPTY_BULK : Reply.bulk(range(value, start, end)));
  }

  private static Bytes range(Bytes value, long start, long end) {
    int length = value.length();
    if (start < 0 && end < 0 && start > end) {
      return Bytes.EMPTY;
    }
    long first = Math.max(0, start < 0 ? length + start : start);
    long last = Math.min(length - 1L, Math.max(0, end < 0 ? length + end : end));
    return first > last ? Bytes.EMPTY : value.slice((int) first, (int) last + 1);
  }
}
