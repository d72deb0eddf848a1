package chorus.command.server;

import chorus.command.Args;
import chorus.command.Argument;
import chorus.command.CommandDocs;
import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.KeySpec;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/// `COMMAND DOCS [name …]`: names that do not exist are left out.
final class CommandDocsReply implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    CommandTable table = context.commands();
    List<CommandSpec> specs =
        args.size() == 2
            ? table.all()
            : args.from(2).stream().flatMap(name -> table.named(name.utf8()).stream()).toList();
    return all(specs);
  }

  private static Reply all(List<CommandSpec> specs) {
    return new Reply.MapReply(
        specs.stream().map(spec -> Reply.entry(spec.name(), one(spec))).toList());
  }

  private static Reply one(CommandSpec spec) {
    CommandDocs docs = spec.docs();
    var entries = new ArrayList<Reply.Entry>();
    entries.add(Reply.entry("summary", Reply.bulk(docs.summary())));
    entries.add(Reply.entry("since", Reply.bulk(docs.since())));
    entries.add(Reply.entry("group", Reply.bulk(docs.group())));
    entries.add(Reply.entry("complexity", Reply.bulk(docs.complexity())));
    Superseded.of(spec.name())
        .ifPresent(how -> {
          entries.add(
              Reply.entry("doc_flags", new Reply.SetReply(List.of(Reply.simple("deprecated")))));
          entries.add(Reply.entry("deprecated_since", Reply.bulk(how.since())));
          entries.add(Reply.entry("replaced_by", Reply.bulk(how.replacement())));
        });
    if (!docs.arguments().isEmpty()) {
      entries.add(Reply.entry("arguments", arguments(docs.arguments(), keySpecs(spec))));
    }
    if (!spec.subcommands().isEmpty()) {
      entries.add(Reply.entry("subcommands", all(spec.subcommands())));
    }
    return new Reply.MapReply(entries);
  }

  /// Which key spec the first key argument belongs to, the second, and so on: each to the next one,
  /// and the last one has the rest.
  private static PrimitiveIterator.OfInt keySpecs(CommandSpec spec) {
    int[] named =
        IntStream.range(0, spec.keySpecs().size())
            .filter(index -> !(spec.keySpecs().get(index) instanceof KeySpec.ByPattern))
            .toArray();
    int last = named.length - 1;
    return IntStream.iterate(0, index -> Math.min(index + 1, last))
        .map(index -> last < 0 ? 0 : named[index])
        .iterator();
  }

  private static Reply arguments(List<Argument> arguments, PrimitiveIterator.OfInt keySpecs) {
    return Reply.array(arguments.stream().map(argument -> argument(argument, keySpecs)).toList());
  }

  private static Reply argument(Argument argument, PrimitiveIterator.OfInt keySpecs) {
    var entries = new ArrayList<Reply.Entry>();
    entries.add(Reply.entry("name", Reply.bulk(argument.name())));
    entries.add(Reply.entry("type", Reply.bulk(argument.kind().word())));
    if (argument.parts().isEmpty()) {
      entries.add(Reply.entry("display_text", Reply.bulk(argument.name())));
    }
    if (argument.kind() == Argument.Kind.KEY) {
      entries.add(Reply.entry("key_spec_index", Reply.integer(keySpecs.nextInt())));
    }
    argument.token().ifPresent(token -> entries.add(Reply.entry("token", Reply.bulk(token))));
    if (argument.optional() || argument.multiple()) {
      entries.add(Reply.entry("flags", flags(argument)));
    }
    if (!argument.parts().isEmpty()) {
      entries.add(Reply.entry("arguments", arguments(argument.parts(), keySpecs)));
    }
    return new Reply.MapReply(entries);
  }

  private static Reply flags(Argument argument) {
    var flags = new ArrayList<Reply>();
    if (argument.optional()) {
      flags.add(Reply.simple("optional"));
    }
    if (argument.multiple()) {
      flags.add(Reply.simple("multiple"));
    }
    if (argument.tokenEachTime()) {
      flags.add(Reply.simple("multiple_token"));
    }
    return new Reply.SetReply(flags);
  }
}
