package chorus.command.server;

import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.KeySpec;
import chorus.resp.Reply;
import java.util.List;
import java.util.stream.Stream;

/// A command as COMMAND and COMMAND INFO show it: ten elements. The fourth to the sixth are all
/// keys as one range, for clients that do not read the specifications in the ninth.
final class CommandEntry {
  /// The keys can be anywhere: COMMAND GETKEYS finds them.
  private static final Reply UNKNOWN = typed("unknown", Reply.EMPTY_MAP);

  private static final KeySpec.Range NO_KEYS = new KeySpec.Range(0, 0, 0, List.of());

  /// Places are counted from that of the number.
  private static final Reply BEHIND_THE_NUMBER =
      Reply.map(
          Reply.entry("keynumidx", Reply.ZERO),
          Reply.entry("firstkey", Reply.ONE),
          Reply.entry("keystep", Reply.ONE));

  private static final KeySpec.Range ONE_KEY = new KeySpec.Range(1, 1, 1, List.of());

  private CommandEntry() {}

  static Reply of(CommandSpec spec) {
    KeySpec.Range keys = oneRange(spec.keySpecs());
    return Reply.array(
        Reply.bulk(spec.name()),
        Reply.integer(spec.arity()),
        words(spec.flags().stream().map(CommandFlag::word)),
        Reply.integer(keys.first()),
        Reply.integer(keys.last()),
        Reply.integer(keys.step()),
        words(spec.categories().stream().map(category -> '@' + category.word())),
        new Reply.SetReply(spec.tips().stream().map(Reply::bulk).toList()),
        new Reply.SetReply(spec.keySpecs().stream().map(CommandEntry::keySpec).toList()),
        Reply.array(spec.subcommands().stream().map(CommandEntry::of).toList()));
  }

  private static Reply words(Stream<String> words) {
    return new Reply.SetReply(words.map(Reply::simple).toList());
  }

  /// All ranges, which follow each other, as one: for clients that know no key specs.
  private static KeySpec.Range oneRange(List<KeySpec> specs) {
    return specs.stream()
        .filter(KeySpec.Range.class::isInstance)
        .map(KeySpec.Range.class::cast)
        .reduce((one, next) -> new KeySpec.Range(one.first(), next.last(), one.step(), one.use()))
        .orElse(NO_KEYS);
  }

  private static Reply keySpec(KeySpec keys) {
    return switch (keys) {
      case KeySpec.Range range ->
          keySpec(keys, index(range.first()), typed("range", within(range)));
      case KeySpec.Counted counted ->
          keySpec(keys, index(counted.count()), typed("keynum", BEHIND_THE_NUMBER));
      case KeySpec.Keyword keyword ->
          keySpec(keys, begin(keyword), typed("range", within(ONE_KEY)));
      case KeySpec.Option _, KeySpec.ByPattern _ -> keySpec(keys, UNKNOWN, UNKNOWN);
    };
  }

  private static Reply keySpec(KeySpec keys, Reply begin, Reply find) {
    return Reply.map(
        Reply.entry("flags", words(keys.use().stream())),
        Reply.entry("begin_search", begin),
        Reply.entry("find_keys", find));
  }

  private static Reply index(int index) {
    return typed("index", Reply.map(Reply.entry("index", Reply.integer(index))));
  }

  private static Reply begin(KeySpec.Keyword keyword) {
    return typed(
        "keyword",
        Reply.map(
            Reply.entry("keyword", Reply.bulk(keyword.word())),
            Reply.entry("startfrom", Reply.integer(keyword.from()))));
  }

  private static Reply typed(String type, Reply spec) {
    return Reply.map(Reply.entry("type", Reply.bulk(type)), Reply.entry("spec", spec));
  }

  /// `limit` 0: no limit; `lastkey` counts from the first key.
  private static Reply within(KeySpec.Range range) {
    long last = range.last() < 0 ? range.last() : range.last() - range.first();
    return Reply.map(
        Reply.entry("lastkey", Reply.integer(last)),
        Reply.entry("keystep", Reply.integer(range.step())),
        Reply.entry("limit", Reply.ZERO));
  }
}
