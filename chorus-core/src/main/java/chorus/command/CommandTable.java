package chorus.command;

import chorus.base.Require;
import chorus.command.bitmap.BitmapCommands;
import chorus.command.chorus.ChorusCommands;
import chorus.command.connection.ConnectionCommands;
import chorus.command.geo.GeoCommands;
import chorus.command.hash.HashCommands;
import chorus.command.hyperloglog.HyperLogLogCommands;
import chorus.command.key.KeyCommands;
import chorus.command.list.ListCommands;
import chorus.command.server.ServerCommands;
import chorus.command.set.SetCommands;
import chorus.command.string.StringCommands;
import chorus.command.transaction.TransactionCommands;
import chorus.command.zset.ZsetCommands;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The commands on offer. What is not here does not exist for any client, any list or any page.
public final class CommandTable {
  private static final CommandTable STANDARD =
      new CommandTable(
          Stream.of(
                  StringCommands.rows(),
                  BitmapCommands.rows(),
                  HashCommands.rows(),
                  SetCommands.rows(),
                  HyperLogLogCommands.rows(),
                  ListCommands.rows(),
                  ZsetCommands.rows(),
                  GeoCommands.rows(),
                  KeyCommands.rows(),
                  ConnectionCommands.rows(),
                  TransactionCommands.rows(),
                  ServerCommands.rows(),
                  ChorusCommands.rows())
              .flatMap(List::stream)
              .toList());

  private static final Bytes CHORUS = Bytes.utf8("chorus");

  /// `CHORUS READ level` before a command.
  private static final int LEVEL_PREFIX = 3;

  private final SequencedMap<String, CommandSpec> byName = new TreeMap<>();

  /// For the look-up alone, never iterated: `get`, `GET`, and `client|id` as its two words.
  private final Map<Bytes, CommandSpec> byWord = new HashMap<>();

  /// The full names by number, and the numbers by full name.
  private final List<String> numbered = new ArrayList<>();

  private final Map<String, Integer> numbers = new HashMap<>();

  private CommandTable(List<CommandSpec> specs) {
    for (CommandSpec spec : specs) {
      Require.that(byName.put(spec.name(), spec) == null, "one row per command", spec.name());
      byWord.put(Bytes.utf8(spec.name()), spec);
      byWord.put(Bytes.utf8(spec.name().toUpperCase(Locale.ROOT)), spec);
      number(spec.name());
      spec.subcommands().forEach(sub -> number(sub.name()));
    }
  }

  private void number(String name) {
    numbers.put(name, numbered.size());
    numbered.add(name);
  }

  /// The commands of a node.
  public static CommandTable standard() {
    return STANDARD;
  }

  /// This table with `more` rows, for commands that only a simulator or a test has.
  public CommandTable with(CommandSpec... more) {
    var specs = new ArrayList<>(byName.values());
    specs.addAll(List.of(more));
    return new CommandTable(specs);
  }

  /// Every command by name, subcommands inside their containers.
  public List<CommandSpec> all() {
    return List.copyOf(byName.values());
  }

  /// The full names of all commands, subcommands among them, by the numbers that they have in this
  /// table.
  public List<String> numbered() {
    return Collections.unmodifiableList(numbered);
  }

  /// The number of one of these.
  public int numberOf(CommandSpec spec) {
    Integer number = numbers.get(spec.name());
    if (number == null) {
      throw new IllegalArgumentException(spec.name() + " is not in this table");
    }
    return number;
  }

  /// The command that `words` begin with, however many they are.
  public Optional<CommandSpec> meant(List<Bytes> words) {
    CommandSpec base = top(words.getFirst());
    if (base == null || base.subcommands().isEmpty() || words.size() == 1) {
      return Optional.ofNullable(base);
    }
    return Optional.ofNullable(subcommand(base, words.get(1)));
  }

  /// The command that `words` (at least one) call, checked for its number of words.
  public Lookup find(List<Bytes> words) {
    if (isLevelPrefix(words)) {
      return findPrefixed(words);
    }
    return find(words, Optional.empty());
  }

  private Lookup find(List<Bytes> words, Optional<ReadLevel> level) {
    CommandSpec base = top(words.getFirst());
    if (base == null) {
      return new Lookup.Rejected(UnknownCommand.command(words));
    }
    CommandSpec spec = base;
    if (!base.subcommands().isEmpty() && words.size() > 1) {
      CommandSpec sub = subcommand(base, words.get(1));
      if (sub == null) {
        return new Lookup.Rejected(UnknownCommand.subcommand(words));
      }
      spec = sub;
    }
    if (!spec.acceptsWords(words.size()) || spec.handler().isEmpty()) {
      return new Lookup.Rejected(CommandError.arity(spec.name()).reply());
    }
    return new Lookup.Found(spec, spec.handler().get(), Args.of(words), level);
  }

  private boolean isLevelPrefix(List<Bytes> words) {
    return words.size() > LEVEL_PREFIX
        && words.getFirst().length() == CHORUS.length()
        && Words.lower(words.getFirst()).equals(CHORUS)
        && Words.same(words.get(1), "read")
        && byName.containsKey("chorus");
  }

  private Lookup findPrefixed(List<Bytes> words) {
    Optional<ReadLevel> level = ReadLevel.of(words.get(2));
    List<Bytes> rest = words.subList(LEVEL_PREFIX, words.size());
    if (level.isEmpty() || isLevelPrefix(rest)) {
      return new Lookup.Rejected(CommandError.syntax().reply());
    }
    return find(rest, level);
  }

  /// The command or subcommand of a full name such as `client|id`, in any case.
  public Optional<CommandSpec> named(String fullName) {
    String name = fullName.toLowerCase(Locale.ROOT);
    int bar = name.indexOf('|');
    if (bar < 0) {
      return Optional.ofNullable(byName.get(name));
    }
    return Optional.ofNullable(byName.get(name.substring(0, bar)))
        .map(base -> subcommand(base, Bytes.utf8(name.substring(bar + 1))));
  }

  private @Nullable CommandSpec top(Bytes word) {
    CommandSpec spec = byWord.get(word);
    return spec != null ? spec : byWord.get(Words.lower(word));
  }

  private static @Nullable CommandSpec subcommand(CommandSpec base, Bytes word) {
    for (CommandSpec sub : base.subcommands()) {
      if (Words.same(word, sub.shortName())) {
        return sub;
      }
    }
    return null;
  }
}
