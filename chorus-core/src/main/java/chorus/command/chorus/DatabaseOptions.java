package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DatabaseChange;
import chorus.command.DatabaseRequest;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Fsync;
import chorus.definition.Model;
import chorus.definition.OnDegrade;
import chorus.definition.OnFollower;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Reads the words of CHORUS DB CREATE and ALTER: the name, then options with their values, as
/// `INDEX 3` or `--index 3`, in any order and case.
final class DatabaseOptions {
  private static final int FIRST_OPTION = 4;
  private static final int MAX_INDEX = 1_000_000;
  private static final int MAX_REPLICAS = 1_000;
  private static final String KNOWN =
      "known: index, model, ack, fsync, on-degrade, engine, replicas, failover, on-follower";

  private static final List<String> CHANGEABLE =
      List.of("ack", "fsync", "on-degrade", "failover", "on-follower", "replicas");
  private static final String ALTERABLE = "it can change: " + String.join(", ", CHANGEABLE);

  private final Args args;
  private OptionalInt index = OptionalInt.empty();
  private Model model = Model.SINGLE_LEADER;
  private Optional<AckMode> ack = Optional.empty();
  private Optional<Fsync> fsync = Optional.empty();
  private Engine engine = Engine.ROCKSDB;
  private OptionalInt replicas = OptionalInt.empty();
  private Optional<FailoverMode> failover = Optional.empty();
  private Optional<OnFollower> onFollower = Optional.empty();
  private Optional<OnDegrade> onDegrade = Optional.empty();

  private DatabaseOptions(Args args) {
    this.args = args;
  }

  static DatabaseRequest parse(Args args) {
    String name = args.string(3);
    if (!DatabaseDefinition.isName(name)) {
      throw CommandError.err(
          "database name '" + name + "' is not 1 to 32 of a-z, 0-9, - beginning with a letter");
    }
    var options = new DatabaseOptions(args);
    for (int i = FIRST_OPTION; i < args.size(); i += 2) {
      options.read(i);
    }
    return new DatabaseRequest(
        name,
        options.index,
        options.model,
        options.change().to(AckPolicy.of(AckMode.MAJORITY)),
        options.engine,
        options.replicas,
        options.failover.orElse(FailoverMode.AUTO),
        options.onFollower.orElse(OnFollower.FORWARD));
  }

  /// Reads the words of CHORUS DB ALTER: the name, then what changes.
  static DatabaseOptions parseChange(Args args) {
    var options = new DatabaseOptions(args);
    if (args.size() == FIRST_OPTION) {
      throw CommandError.err("CHORUS DB ALTER takes a name, and what changes | " + ALTERABLE);
    }
    for (int i = FIRST_OPTION; i < args.size(); i += 2) {
      String bare = options.bare(i);
      if (!CHANGEABLE.contains(bare)) {
        throw CommandError.err("CHORUS DB ALTER cannot change '" + bare + "' | " + ALTERABLE);
      }
      options.read(i);
    }
    return options;
  }

  /// The settings that were named.
  DatabaseChange change() {
    return new DatabaseChange(failover, onFollower, ack, fsync, onDegrade);
  }

  /// The number of replicas that was named.
  OptionalInt replicas() {
    return replicas;
  }

  private String bare(int at) {
    String option = args.string(at).toLowerCase(Locale.ROOT);
    return option.startsWith("--") ? option.substring(2) : option;
  }

  private void read(int at) {
    String bare = bare(at);
    if (at + 1 == args.size()) {
      throw CommandError.err("option '" + bare + "' has no value");
    }
    switch (bare) {
      case "index" -> index = OptionalInt.of(number(at + 1, 0, MAX_INDEX, bare));
      case "replicas" -> replicas = OptionalInt.of(number(at + 1, 1, MAX_REPLICAS, bare));
      case "model" -> model = word(at + 1, bare, Model.values(), Model::word);
      case "ack" -> ack = Optional.of(word(at + 1, bare, AckMode.values(), AckMode::word));
      case "fsync" -> fsync = Optional.of(word(at + 1, bare, Fsync.values(), Fsync::word));
      case "on-degrade" ->
          onDegrade = Optional.of(word(at + 1, bare, OnDegrade.values(), OnDegrade::word));
      case "engine" -> engine = word(at + 1, bare, Engine.values(), Engine::word);
      case "failover" ->
          failover = Optional.of(word(at + 1, bare, FailoverMode.values(), FailoverMode::word));
      case "on-follower" ->
          onFollower = Optional.of(word(at + 1, bare, OnFollower.values(), OnFollower::word));
      default -> throw CommandError.err("no option '" + bare + "' | " + KNOWN);
    }
  }

  private int number(int at, int min, int max, String option) {
    return (int)
        args.longBetween(
            at,
            min,
            max,
            () ->
                CommandError.err(
                    "%s '%s' is not a number from %d to %d"
                        .formatted(option, args.string(at), min, max)));
  }

  private <T> T word(int at, String option, T[] values, Function<T, String> words) {
    for (T value : values) {
      if (args.is(at, words.apply(value))) {
        return value;
      }
    }
    throw CommandError.err(
        "no %s '%s' | known: %s"
            .formatted(
                option,
                args.string(at),
                String.join(", ", Arrays.stream(values).map(words).toList())));
  }
}
