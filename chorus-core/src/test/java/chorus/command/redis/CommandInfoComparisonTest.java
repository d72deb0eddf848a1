package chorus.command.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.Described;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What COMMAND INFO and COMMAND DOCS tell of every command on offer that Redis has, beside what a
/// real redis-server 7.0 tells.
///
/// Skipped where there is no redis-server of that version.
final class CommandInfoComparisonTest {
  private static final List<String> PARTS =
      List.of(
          "name",
          "arity",
          "flags",
          "first key",
          "last key",
          "step",
          "categories",
          "tips",
          "key specs");

  /// What differs, and why.
  private static final String DOUBLES = "weights may have fractions";

  private static final String NONE_NEEDED = "the arity lets them be left out";
  private static final String TOKEN_FIRST = "the token stands before the block, not in it";
  private static final String WAITS = "it waits at the leader as commands do that wait for keys";
  private static final String ONE_MEMBER = "what Redis has as a block of one member is that member";
  private static final String WORDS = "the words behind the command are told";
  private static final String PATTERNS = "patterns have no key specification of their own";

  private static final Map<String, String> DIFFERENT =
      Map.ofEntries(
          Map.entry("pfcount key specs", "Redis notes the number in the key; Chorus does not"),
          Map.entry("wait categories", WAITS),
          Map.entry("wait flags", WAITS),
          Map.entry("bitop arguments", "the operations are told"),
          Map.entry("client|kill arguments", "the words behind SKIPME are told"),
          Map.entry("client|list arguments", ONE_MEMBER),
          Map.entry("command|getkeys arguments", WORDS),
          Map.entry("command|getkeysandflags arguments", WORDS),
          Map.entry("config|get arguments", ONE_MEMBER),
          Map.entry("geohash arguments", NONE_NEEDED),
          Map.entry("geopos arguments", NONE_NEEDED),
          Map.entry("pfmerge arguments", NONE_NEEDED),
          Map.entry("geosearch arguments", TOKEN_FIRST),
          Map.entry("geosearchstore arguments", TOKEN_FIRST),
          Map.entry("sort arguments", PATTERNS),
          Map.entry("sort_ro arguments", PATTERNS),
          Map.entry("zinter arguments", DOUBLES),
          Map.entry("zinterstore arguments", DOUBLES),
          Map.entry("zunion arguments", DOUBLES),
          Map.entry("zunionstore arguments", DOUBLES));

  @Test
  void whatProgramsAreToldIsWhatRedisTells() throws IOException, InterruptedException {
    var started = RedisServer.start();
    assumeTrue(started.isPresent(), "skipped: there is no redis-server 7.0 here");
    var differences = new TreeMap<String, String>();
    try (RedisServer redis = started.get()) {
      for (CommandSpec spec : all()) {
        Reply theirs = elements(redis.call(words("COMMAND", "INFO", spec.name()))).getFirst();
        if (!(theirs instanceof Reply.Array)) {
          continue;
        }
        Reply ours = elements(Described.info(spec)).getFirst();
        for (int i = 1; i < PARTS.size(); i++) {
          String expected = text(elements(theirs).get(i));
          String actual = text(elements(ours).get(i));
          if (!expected.equals(actual)) {
            differences.put(
                spec.name() + " " + PARTS.get(i), "redis " + expected + ", chorus " + actual);
          }
        }
      }
    }
    DIFFERENT.keySet().forEach(differences::remove);
    assertThat(told(differences)).isEmpty();
  }

  @Test
  void whatPeopleAreToldIsLaidOutAsInRedis() throws IOException, InterruptedException {
    var started = RedisServer.start();
    assumeTrue(started.isPresent(), "skipped: there is no redis-server 7.0 here");
    var differences = new TreeMap<String, String>();
    try (RedisServer redis = started.get()) {
      for (CommandSpec spec : all()) {
        List<Reply> theirs = elements(redis.call(words("COMMAND", "DOCS", spec.name())));
        if (theirs.isEmpty()) {
          continue;
        }
        Map<String, String> expected = DocsTree.of(theirs.get(1));
        Map<String, String> actual = DocsTree.of(elements(Described.docs(spec)).get(1));
        expected.forEach((part, text) -> {
          if (!text.equals(actual.get(part))) {
            differences.put(
                spec.name() + ' ' + part, "redis " + text + ", chorus " + actual.get(part));
          }
        });
        actual.keySet().stream()
            .filter(part -> !expected.containsKey(part))
            .forEach(part -> differences.put(spec.name() + ' ' + part, "only in chorus"));
      }
    }
    DIFFERENT.keySet().forEach(differences::remove);
    assertThat(told(differences)).isEmpty();
  }

  private static String told(Map<String, String> differences) {
    return differences.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static List<CommandSpec> all() {
    return CommandTable.standard().all().stream()
        .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()))
        .toList();
  }

  /// The elements of sets in an order of their own.
  private static String text(Reply reply) {
    if (reply instanceof Reply.Array(List<Reply> elements)) {
      List<String> texts = new ArrayList<>(elements.stream().map(each -> text(each)).toList());
      int notes = texts.indexOf("notes");
      if (notes >= 0) {
        texts.subList(notes, notes + 2).clear();
      }
      boolean isMap = texts.size() % 2 == 0 && !texts.isEmpty() && isName(texts.getFirst());
      return isMap ? texts.toString() : new TreeSet<>(texts).toString();
    }
    return switch (reply) {
      case Reply.Bulk(Bytes value) -> value.utf8();
      case Reply.Simple(String value) -> value;
      case Reply.Int(long value) -> Long.toString(value);
      default -> reply.toString();
    };
  }

  private static boolean isName(String text) {
    return List.of("flags", "type", "index", "lastkey", "keynumidx", "keyword", "begin_search")
        .contains(text);
  }

  private static List<Reply> elements(Reply reply) {
    return reply instanceof Reply.Array(List<Reply> elements) ? elements : List.of();
  }

  private static List<Bytes> words(String... words) {
    return List.of(words).stream().map(Bytes::utf8).toList();
  }
}
