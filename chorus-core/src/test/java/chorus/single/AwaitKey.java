package chorus.single;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Keyspace;
import chorus.command.Outcome;
import chorus.command.Row;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.List;

/// AWAITKEY key milliseconds: the string at a key as soon as there is one.
final class AwaitKey {
  private AwaitKey() {}

  static CommandSpec row() {
    return Row.of("awaitkey", 3)
        .flags(CommandFlag.READONLY, CommandFlag.BLOCKING)
        .categories(Category.STRING)
        .group("string", "1.0.0")
        .syntax("key milliseconds:integer")
        .key("RO", "access")
        .runs((view, args, moment) -> {
          Bytes value = Keyspace.over(view).string(args.bytes(1));
          Duration patience = Duration.ofMillis(args.longAt(2));
          return value == null
              ? new Outcome.Park(List.of(args.bytes(1)), patience, Reply.NULL)
              : new Outcome.Answer(Reply.bulk(value));
        });
  }
}
