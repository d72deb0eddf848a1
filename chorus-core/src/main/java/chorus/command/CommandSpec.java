package chorus.command;

import chorus.resp.Bytes;
import java.util.List;
import java.util.Optional;

/// One command: everything that the router, COMMAND and the docs know of it.
///
/// `name` is the full name in lower case (`get`, `client|id`). `arity` counts all words, names
/// included; negative: at least so many. `keySpecs` stand in the order of the words, one behind the
/// other: several where the command does different things with its keys. `tips` are [Tips]. A
/// command with `subcommands` has a handler only if it does something without one.
public record CommandSpec(
    String name,
    int arity,
    List<CommandFlag> flags,
    List<KeySpec> keySpecs,
    List<Category> categories,
    List<String> tips,
    CommandDocs docs,
    List<CommandSpec> subcommands,
    Optional<Handler> handler) {
  public CommandSpec {
    flags = List.copyOf(flags);
    keySpecs = List.copyOf(keySpecs);
    categories = List.copyOf(categories);
    tips = List.copyOf(tips);
    subcommands = List.copyOf(subcommands);
  }

  public boolean isWrite() {
    return flags.contains(CommandFlag.WRITE);
  }

  /// Whether the command changes nothing.
  public boolean isRead() {
    return flags.contains(CommandFlag.READONLY);
  }

  /// Whether the command may wait until a key changes.
  public boolean isBlocking() {
    return flags.contains(CommandFlag.BLOCKING);
  }

  /// Whether the command may stand between MULTI and EXEC.
  public boolean isInTransactions() {
    return !flags.contains(CommandFlag.NO_MULTI)
        && !handler.map(Handler.Cluster.class::isInstance).orElse(false);
  }

  /// Whether the command runs once in every database, not only in the selected one.
  public boolean isForEveryDatabase() {
    return name.equals("flushall");
  }

  /// Whether the command may be sent again whatever became of it: it runs once.
  public boolean isOnce() {
    return name.equals("chorus|once");
  }

  /// Whether the command only uses numbers of a sequence up: those that nobody is told of are gaps,
  /// so it may be sent again whatever became of it.
  public boolean isDraw() {
    return name.equals("chorus|seq");
  }

  /// The keys among `words`, which passed [#acceptsWords(int)].
  public List<Bytes> keys(List<Bytes> words) {
    return keySpecs.stream().flatMap(spec -> spec.in(words).stream()).toList();
  }

  public boolean acceptsWords(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  /// The last part of the name: `id` of `client|id`.
  public String shortName() {
    return name.substring(name.indexOf('|') + 1);
  }
}
