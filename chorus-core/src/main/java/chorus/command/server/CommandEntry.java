package chorus.command.server;

import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.KeySpec;
import chorus.resp.Reply;
import java.util.List;
import java.util.stream.Stream;

/// A command as COMMAND and COMMAND INFO show it: ten elements.
final class CommandEntry {
  private CommandEntry() {}

  static Reply of(CommandSpec spec) {
    KeySpec keys = spec.keySpec();
    return Reply.array(
        Reply.bulk(spec.name()),
        Reply.integer(spec.arity()),
        words(spec.flags().stream().map(CommandFlag::word)),
        Reply.integer(keys.first()),
        Reply.integer(keys.last()),
        Reply.integer(keys.step()),
        words(spec.categories().stream().map(category -> '@' + category.word())),
        Reply.EMPTY_SET,
        keys.isEmpty() ? Reply.EMPTY_SET : new Reply.SetReply(List.of(keySpec(keys))),
        Reply.array(spec.subcommands().stream().map(CommandEntry::of).toList()));
  }

  private static Reply words(Stream<String> words) {
    return new Reply.SetReply(words.map(Reply::simple).toList());
  }

  /// `limit` 0: no limit; `lastkey` counts from the first key.
  private static Reply keySpec(KeySpec keys) {
    long last = keys.last() < 0 ? keys.last() : keys.last() - keys.first();
    return Reply.map(
        Reply.entry("flags", words(keys.use().stream())),
        Reply.entry(
            "begin_search",
            Reply.map(
                Reply.entry("type", Reply.bulk("index")),
                Reply.entry("spec", Reply.map(Reply.entry("index", Reply.integer(keys.first())))))),
        Reply.entry(
            "find_keys",
            Reply.map(
                Reply.entry("type", Reply.bulk("range")),
                Reply.entry(
                    "spec",
                    Reply.map(
                        Reply.entry("lastkey", Reply.integer(last)),
                        Reply.entry("keystep", Reply.integer(keys.step())),
                        Reply.entry("limit", Reply.ZERO))))));
  }
}
