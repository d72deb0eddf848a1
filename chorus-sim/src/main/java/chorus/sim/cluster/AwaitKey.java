package chorus.sim.cluster;

import chorus.command.Args;
import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Row;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.List;

/// AWAITKEY key milliseconds: the string at a key as soon as there is one; null if there is none
/// for so long (zero: no limit). A command that waits, which only the simulator has.
final class AwaitKey implements DataCommand {
  static CommandSpec row() {
    return Row.of("awaitkey", 3)
        .flags(CommandFlag.READONLY, CommandFlag.BLOCKING)
        .categories(Category.STRING)
        .group("string", "1.0.0")
        .syntax("key milliseconds:integer")
        .key("RO", "access")
        .summary("Waits for a string")
        .runs(new AwaitKey());
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Bytes key = args.bytes(1);
    Duration patience = Duration.ofMillis(args.longAt(2));
    Bytes value = Keyspace.over(view).string(key);
    return value == null
        ? new Outcome.Park(List.of(key), patience, Reply.NULL)
        : new Outcome.Answer(Reply.bulk(value));
  }
}
