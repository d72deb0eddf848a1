package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;

/// COMMAND GETKEYS command word …: the keys among the words.
final class CommandGetKeys implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    List<Bytes> words = args.from(2);
    return Reply.array(called(context, words).keys(words).stream().map(Reply::bulk).toList());
  }

  /// The command that `words` call, which name at least one key.
  static CommandSpec called(SessionContext context, List<Bytes> words) {
    CommandSpec spec = find(context.commands(), words);
    if (spec.keySpecs().isEmpty()) {
      throw CommandError.err("The command has no key arguments");
    }
    if (!spec.acceptsWords(words.size())) {
      throw CommandError.err("Invalid number of arguments specified for command");
    }
    if (spec.keys(words).isEmpty()) {
      throw CommandError.err("Invalid arguments specified for command");
    }
    return spec;
  }

  private static CommandSpec find(CommandTable table, List<Bytes> words) {
    CommandSpec base = table.named(words.getFirst().utf8()).orElse(null);
    if (base != null && !base.subcommands().isEmpty() && words.size() > 1) {
      base = table.named(base.name() + '|' + words.get(1).utf8()).orElse(null);
    }
    if (base == null) {
      throw CommandError.err("Invalid command specified");
    }
    return base;
  }
}
