package chorus.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One row of the command table, while it is written down: `Row.of("get", 2).flags(…)…runs(…)`.
///
/// The ACL categories that follow from the flags are added as Redis does.
public final class Row {
  private final String name;
  private final int arity;
  private final Set<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
  private final Set<Category> categories = EnumSet.noneOf(Category.class);
  private final List<KeySpec> keySpecs = new ArrayList<>();
  private String summary = "";
  private String since = "1.0.0";
  private String group = "";
  private String complexity = "O(1)";
  private String syntax = "";
  private String note = "";
  private final List<CommandSpec> subcommands = new ArrayList<>();

  private Row(String name, int arity) {
    this.name = name;
    this.arity = arity;
  }

  /// A row for the full `name`, with Redis' arity: all words counted, negative for "at least".
  public static Row of(String name, int arity) {
    return new Row(name, arity);
  }

  public Row flags(CommandFlag... more) {
    flags.addAll(List.of(more));
    return this;
  }

  public Row categories(Category... more) {
    categories.addAll(List.of(more));
    return this;
  }

  /// One key, the first word after the name.
  public Row key(String... use) {
    return keys(1, 1, 1, use);
  }

  /// Keys at these places, after those that were named before.
  public Row keys(int first, int last, int step, String... use) {
    keySpecs.add(new KeySpec.Range(first, last, step, List.of(use)));
    return this;
  }

  /// As many keys as the word at `count` says, right behind it.
  public Row countedKeys(int count, String... use) {
    keySpecs.add(new KeySpec.Counted(count, List.of(use)));
    return flags(CommandFlag.MOVABLEKEYS);
  }

  /// One key, behind the option `token`; see [KeySpec.Option].
  public Row optionKey(String token, int first, List<String> others, String... use) {
    keySpecs.add(new KeySpec.Option(token, first, others, List.of(use)));
    return this;
  }

  /// Keys that patterns among the words name, once there are values to fill them in.
  public Row namedByPatterns(String... use) {
    keySpecs.add(new KeySpec.ByPattern(List.of(use)));
    return this;
  }

  /// The key behind the option `word`, which stands at the place `from` or behind it.
  public Row keyword(String word, int from, String... use) {
    keySpecs.add(new KeySpec.Keyword(word, from, List.of(use)));
    return flags(CommandFlag.MOVABLEKEYS);
  }

  /// The group, in Redis' word, and the version that first had the command.
  public Row group(String name, String sinceVersion) {
    group = name;
    since = sinceVersion;
    return this;
  }

  public Row summary(String text) {
    summary = text;
    return this;
  }

  public Row complexity(String text) {
    complexity = text;
    return this;
  }

  /// The arguments, in the notation of [Syntax].
  public Row syntax(String text) {
    syntax = text;
    return this;
  }

  /// How Chorus differs from Redis here.
  public Row note(String text) {
    note = text;
    return this;
  }

  public Row subcommands(List<CommandSpec> specs) {
    subcommands.addAll(specs);
    return this;
  }

  public CommandSpec runs(DataCommand command) {
    return build(Optional.of(new Handler.Data(command)));
  }

  public CommandSpec answers(SessionCommand command) {
    return build(Optional.of(new Handler.Session(command)));
  }

  public CommandSpec asks(ClusterCommand command) {
    return build(Optional.of(new Handler.Cluster(command)));
  }

  public CommandSpec transacts(Handler.Transaction.Step step) {
    return build(Optional.of(new Handler.Transaction(step)));
  }

  /// Nothing of its own: the subcommands do the work.
  public CommandSpec contains() {
    return build(Optional.empty());
  }

  private CommandSpec build(Optional<Handler> handler) {
    return new CommandSpec(
        name,
        arity,
        List.copyOf(flags),
        keySpecs,
        List.copyOf(allCategories()),
        Tips.of(name),
        new CommandDocs(summary, since, group, complexity, syntax, Syntax.parse(syntax), note),
        subcommands,
        handler);
  }

  private Set<Category> allCategories() {
    var all = EnumSet.noneOf(Category.class);
    all.addAll(categories);
    if (flags.contains(CommandFlag.WRITE)) {
      all.add(Category.WRITE);
    }
    if (flags.contains(CommandFlag.READONLY)) {
      all.add(Category.READ);
    }
    if (flags.contains(CommandFlag.ADMIN)) {
      all.add(Category.ADMIN);
      all.add(Category.DANGEROUS);
    }
    if (flags.contains(CommandFlag.BLOCKING)) {
      all.add(Category.BLOCKING);
    }
    all.add(flags.contains(CommandFlag.FAST) ? Category.FAST : Category.SLOW);
    return all;
  }
}
