package chorus.command.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.MapView;
import chorus.command.RandomPrograms;
import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Output;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.resp.ReplyDecoder;
import chorus.resp.ReplyEncoder;
import chorus.resp.ReplyLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The same random programs on Chorus' commands and on a real redis-server 7.0: every reply is the
/// same, in both versions of the protocol. A program that differs is cut down to the commands that
/// it takes.
///
/// Skipped where there is no redis-server of that version.
final class RedisComparisonTest {
  private static final int PROGRAMS = Integer.getInteger("chorus.programs", 300);
  private static final int COMMANDS = 40;

  private static final Set<String> FAMILIES =
      Set.of("string", "bitmap", "hash", "set", "list", "sorted-set", "generic");

  /// What differs on purpose (the page of commands says how), what is drawn by chance, cursors, and
  /// SORT, whose order of equals Redis leaves open.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "randomkey",
          "scan",
          "hscan",
          "sscan",
          "zscan",
          "spop",
          "srandmember",
          "hrandfield",
          "zrandmember",
          "incrbyfloat",
          "hincrbyfloat",
          "object",
          "copy",
          "sort",
          "sort_ro");

  /// Their replies have no order.
  private static final Set<String> UNORDERED =
      Set.of("keys", "smembers", "sinter", "sunion", "sdiff", "hgetall", "hkeys", "hvals");

  private static final MathContext TEN_DIGITS = new MathContext(10);
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]+(\\.[0-9]+(e[+-][0-9]+)?|e[+-][0-9]+)");

  @Test
  void repliesAreThoseOfRedis() throws IOException, InterruptedException {
    compare(FAMILIES, PROGRAMS);
  }

  /// For themselves: what Redis makes of scores that are no places is left open.
  @Test
  void repliesAboutPlacesAreThoseOfRedis() throws IOException, InterruptedException {
    compare(Set.of("geo", "generic"), PROGRAMS / 3);
  }

  /// For themselves, since the strings that hold them may differ.
  @Test
  void repliesAboutHyperLogLogsAreThoseOfRedis() throws IOException, InterruptedException {
    compare(Set.of("hyperloglog", "generic"), PROGRAMS / 10);
  }

  private static void compare(Set<String> families, int programs)
      throws IOException, InterruptedException {
    List<CommandSpec> compared =
        CommandTable.standard().all().stream()
            .filter(spec -> families.contains(spec.docs().group()))
            .filter(spec -> spec.subcommands().isEmpty() && !spec.isBlocking())
            .filter(spec -> !LEFT_OUT.contains(spec.name()))
            .sorted(Comparator.comparing(CommandSpec::name))
            .toList();
    var started = RedisServer.start();
    assumeTrue(started.isPresent(), "skipped: there is no redis-server 7.0 here");
    try (RedisServer redis = started.get()) {
      for (int seed = 1; seed <= programs; seed++) {
        var random = new SplittableRandom(seed);
        Protocol protocol = seed % 2 == 0 ? Protocol.RESP2 : Protocol.RESP3;
        List<List<String>> program = new RandomPrograms(compared, random).next(COMMANDS);
        if (!difference(redis, protocol, program).isEmpty()) {
          List<List<String>> least = shrunk(redis, protocol, program);
          assertThat(difference(redis, protocol, least))
              .as("%s, program %d: %s", protocol, seed, least)
              .isEmpty();
        }
      }
    }
  }

  /// The first reply that differs, or nothing.
  private static String difference(RedisServer redis, Protocol protocol, List<List<String>> program)
      throws IOException {
    redis.call(words(List.of("HELLO", protocol == Protocol.RESP2 ? "2" : "3")));
    redis.call(words(List.of("FLUSHALL")));
    var database = new MapView();
    for (List<String> command : program) {
      database.millis = System.currentTimeMillis();
      Reply expected = redis.call(words(command));
      Reply actual = carried(database.run(words(command).toArray(Bytes[]::new)), protocol);
      if (!text(command, expected).equals(text(command, actual))) {
        return command + ": redis " + expected + ", chorus " + actual;
      }
    }
    return "";
  }

  private static List<List<String>> shrunk(
      RedisServer redis, Protocol protocol, List<List<String>> program) throws IOException {
    List<List<String>> least = program;
    for (int i = program.size() - 1; i >= 0; i--) {
      var fewer = new ArrayList<>(least);
      fewer.remove(i);
      if (!difference(redis, protocol, fewer).isEmpty()) {
        least = fewer;
      }
    }
    return least;
  }

  /// Chorus and Redis write fractions with different numbers of digits.
  private static String text(List<String> command, Reply reply) {
    String text =
        UNORDERED.contains(command.getFirst())
            ? elements(reply).stream().map(Reply::toString).sorted().toList().toString()
            : reply.toString();
    return DECIMAL
        .matcher(text)
        .replaceAll(
            number -> new BigDecimal(number.group(), TEN_DIGITS).stripTrailingZeros().toString());
  }

  private static List<Reply> elements(Reply reply) {
    return switch (reply) {
      case Reply.Array(List<Reply> elements) -> elements;
      case Reply.SetReply(List<Reply> members) -> members;
      case Reply.MapReply(List<Reply.Entry> entries) ->
          entries.stream().map(entry -> Reply.array(entry.key(), entry.value())).toList();
      default -> List.of(reply);
    };
  }

  /// The reply as the protocol carries it.
  private static Reply carried(Reply reply, Protocol protocol) {
    var output = new Output();
    ReplyEncoder.encode(reply, protocol, output);
    var decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
    byte[] bytes = output.toByteArray();
    decoder.feed(bytes, 0, bytes.length);
    if (decoder.decode() instanceof Decoded.Batch<Reply>(var carried)) {
      return carried.getFirst();
    }
    throw new AssertionError("a reply is cut short: " + reply);
  }

  private static List<Bytes> words(List<String> words) {
    return words.stream().map(Bytes::utf8).toList();
  }
}
