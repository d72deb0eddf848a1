package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Laws that every row of the table keeps.
final class CommandTableTest {
  private static final CommandTable TABLE = CommandTable.standard();

  /// Those that overwrite whatever there is, and some whose own transcripts tell of the wrong type.
  private static final List<String> NOT_REFUSED_ALIKE =
      List.of(
          "mget",
          "mset",
          "msetnx",
          "set",
          "setnx",
          "bitop",
          "chorus|watch",
          "lcs",
          "linsert",
          "lmove",
          "lmpop",
          "blmove",
          "blmpop",
          "bzmpop",
          "zlexcount",
          "zmpop",
          "zrangebylex",
          "zremrangebylex",
          "zrevrangebylex",
          "memory|usage");

  static Stream<CommandSpec> all() {
    return TABLE.all().stream()
        .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()));
  }

  /// What runs on rows and says where its keys are.
  static Stream<CommandSpec> withKeys() {
    return all()
        .filter(spec -> !spec.keySpecs().isEmpty())
        .filter(spec -> spec.handler().orElseThrow() instanceof Handler.Data);
  }

  @ParameterizedTest
  @MethodSource("all")
  void tooFewWordsAreRefusedInRedisWords(CommandSpec spec) {
    int least = Math.abs(spec.arity());
    List<Bytes> words = words(spec, least - 1);
    if (least > nameWords(spec)) {
      assertThat(TABLE.find(words)).isEqualTo(arity(spec));
    }
    if (spec.arity() > 0 && !spec.name().equals("chorus|read")) {
      assertThat(TABLE.find(words(spec, least + 1))).isEqualTo(arity(spec));
    } else if (spec.arity() < 0 && spec.subcommands().isEmpty()) {
      assertThat(TABLE.find(words(spec, least + 5))).isInstanceOf(Lookup.Found.class);
    }
    if (spec.handler().isPresent()) {
      assertThat(TABLE.find(words(spec, least))).isInstanceOf(Lookup.Found.class);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesAreFoundInAnyCase(CommandSpec spec) {
    assertThat(TABLE.named(spec.name().toUpperCase(Locale.ROOT))).contains(spec);
    assertThat(spec.name()).isEqualTo(spec.name().toLowerCase(Locale.ROOT));
    if (spec.handler().isPresent()) {
      var words = new ArrayList<Bytes>();
      for (String part : spec.name().split("\\|", -1)) {
        words.add(Bytes.utf8(part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1)));
      }
      while (words.size() < Math.abs(spec.arity())) {
        words.add(Bytes.utf8("1"));
      }
      assertThat(((Lookup.Found) TABLE.find(words)).spec()).isSameAs(spec);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRowIsDescribed(CommandSpec spec) {
    assertThat(spec.docs().summary()).matches("[A-Z].*[^.]");
    assertThat(spec.docs().since()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(spec.docs().group()).isNotEmpty();
    assertThat(spec.isWrite() && spec.flags().contains(CommandFlag.READONLY)).isFalse();
    long required =
        spec.docs().arguments().stream().filter(argument -> !argument.optional()).count();
    if (!spec.docs().syntax().isEmpty() && spec.arity() > 0) {
      int given = spec.arity() - nameWords(spec);
      assertThat(required)
          .as("arguments that the syntax asks for")
          .isLessThanOrEqualTo((long) given);
    }
  }

  @ParameterizedTest
  @MethodSource("withKeys")
  void keysStandWhereTheArgumentsSay(CommandSpec spec) {
    List<Bytes> words = words(spec, Math.abs(spec.arity()));
    List<Argument.Kind> kinds =
        spec.docs().arguments().stream()
            .map(argument -> argument.parts().isEmpty() ? argument : argument.parts().getFirst())
            .map(Argument::kind)
            .toList();
    List<Integer> places = places(spec, words);
    assertThat(places).isNotEmpty().doesNotHaveDuplicates();
    assertThat(places.getFirst()).isEqualTo(nameWords(spec) + kinds.indexOf(Argument.Kind.KEY));
    assertThat(spec.keys(words)).hasSameSizeAs(places).containsOnly(Bytes.utf8("1"));
  }

  @ParameterizedTest
  @MethodSource("withKeys")
  void readsOnlyReadTheirKeysAndAWriteWritesSome(CommandSpec spec) {
    List<String> uses = spec.keySpecs().stream().map(keys -> keys.use().getFirst()).toList();
    assertThat(uses).isSubsetOf("RO", "RW", "OW", "RM");
    assertThat(uses.stream().allMatch("RO"::equals)).isEqualTo(!spec.isWrite());
  }

  @ParameterizedTest
  @MethodSource("withKeys")
  void aKeyOfAnotherTypeIsRefusedAndNothingIsWritten(CommandSpec spec) {
    if (spec.docs().group().equals("generic") || NOT_REFUSED_ALIKE.contains(spec.name())) {
      return;
    }
    for (KeySpec keys : spec.keySpecs()) {
      List<Bytes> words = words(spec, Math.abs(spec.arity()));
      if (!isOverwritten(spec, keys) && keys.places(words).findAny().isPresent()) {
        var database = new MapView();
        database.run(maker(spec));
        database.run("SET string 1");
        database.run("HSET hash 1 1");
        String wrong = spec.categories().contains(Category.HASH) ? "string" : "hash";
        keys.places(words).forEach(place -> words.set(place, Bytes.utf8(wrong)));
        int records = database.log().size();
        assertThat(database.run(words.toArray(Bytes[]::new)))
            .isEqualTo(CommandError.wrongType().reply());
        assertThat(database.log()).hasSize(records);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withKeys")
  void readsWriteNothing(CommandSpec spec) {
    if (spec.isWrite()) {
      return;
    }
    var database = new MapView();
    database.run(maker(spec));
    var words = words(spec, Math.abs(spec.arity()));
    var line = String.join(" ", words.stream().map(Bytes::utf8).toList());
    assertThat(database.decide(line)).isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void aTableCanHoldCommandsOfItsOwn() {
    CommandSpec waits =
        Row.of("awaitkey", 3)
            .key("RO")
            .group("generic", "0.1.0")
            .summary("Waits for a key")
            .syntax("key milliseconds:integer")
            .runs((view, args, moment) ->
                Keyspace.over(view).exists(args.bytes(1))
                    ? new Outcome.Answer(Reply.ONE)
                    : new Outcome.Park(
                        List.of(args.bytes(1)), Duration.ofMillis(args.longAt(2)), Reply.NULL));
    var words = List.of(Bytes.utf8("AWAITKEY"), Bytes.utf8("k"), Bytes.utf8("50"));
    assertThat(TABLE.find(words)).isInstanceOf(Lookup.Rejected.class);
    assertThat(TABLE.with(waits).find(words)).isInstanceOf(Lookup.Found.class);
    assertThat(TABLE.with(waits).all()).hasSize(TABLE.all().size() + 1);
  }

  @Test
  void anUnknownCommandIsQuotedUpToALength() {
    var words =
        List.of(Bytes.utf8("x".repeat(200)), Bytes.utf8("a\r\nb"), Bytes.utf8("y".repeat(200)));
    assertThat(TABLE.find(words))
        .isEqualTo(
            new Lookup.Rejected(
                new Reply.Error(
                    "ERR unknown command '"
                        + "x".repeat(128)
                        + "', with args beginning with: 'a  b' '"
                        + "y".repeat(121)
                        + "' ")));
  }

  private static int nameWords(CommandSpec spec) {
    return spec.name().contains("|") ? 2 : 1;
  }

  private static Lookup arity(CommandSpec spec) {
    return new Lookup.Rejected(CommandError.arity(spec.name()).reply());
  }

  private static List<Integer> places(CommandSpec spec, List<Bytes> words) {
    return spec.keySpecs().stream().flatMap(keys -> keys.places(words).boxed()).toList();
  }

  /// Whether the command makes something new of these keys, whatever they hold.
  private static boolean isOverwritten(CommandSpec spec, KeySpec keys) {
    return keys.use().getFirst().equals("OW")
        || (spec.name().endsWith("store") && keys.equals(spec.keySpecs().getFirst()));
  }

  /// Makes `1` a key of the type that the command is for.
  private static String maker(CommandSpec spec) {
    if (spec.categories().contains(Category.HASH)) {
      return "HSET 1 1 1";
    }
    if (spec.categories().contains(Category.HYPERLOGLOG)) {
      return "PFADD 1 1";
    }
    if (spec.categories().contains(Category.LIST)) {
      return "RPUSH 1 1";
    }
    if (spec.categories().contains(Category.SORTEDSET)
        || spec.categories().contains(Category.GEO)) {
      return "ZADD 1 1 1";
    }
    return spec.categories().contains(Category.SET) ? "SADD 1 1" : "SET 1 1";
  }

  /// The name, then as many times `1` as make `count` words.
  private static List<Bytes> words(CommandSpec spec, int count) {
    var words = new ArrayList<Bytes>();
    for (String part : spec.name().split("\\|", -1)) {
      words.add(Bytes.utf8(part));
    }
    words.addAll(Collections.nCopies(Math.max(0, count - words.size()), Bytes.utf8("1")));
    return words;
  }
}
