package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.CommandSpec;
import chorus.command.Glob;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.Words;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `COMMAND LIST [FILTERBY MODULE name | ACLCAT category | PATTERN pattern]`: full names, those of
/// subcommands too.
final class CommandList implements SessionCommand {
  private static final int FILTERED_WORDS = 5;

  @Override
  public Reply run(SessionContext context, Args args) {
    Predicate<CommandSpec> filter = filter(args);
    return Reply.array(
        context.commands().all().stream()
            .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()))
            .filter(filter)
            .map(spec -> Reply.bulk(spec.name()))
            .toList());
  }

  private static Predicate<CommandSpec> filter(Args args) {
    if (args.size() == 2) {
      return _ -> true;
    }
    if (args.size() != FILTERED_WORDS || !args.is(2, "filterby")) {
      throw CommandError.syntax();
    }
    if (args.is(3, "module")) {
      return _ -> false;
    }
    if (args.is(3, "aclcat")) {
      return spec -> spec.categories().stream().anyMatch(category -> args.is(4, category.word()));
    }
    if (args.is(3, "pattern")) {
      Glob pattern = Glob.of(Words.lower(args.bytes(4)));
      return spec -> pattern.matches(Bytes.utf8(spec.name()));
    }
    throw CommandError.syntax();
  }
}
