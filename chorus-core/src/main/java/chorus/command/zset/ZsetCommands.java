package chorus.command.zset;

import static chorus.command.CommandFlag.BLOCKING;
import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.NOSCRIPT;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;
import static chorus.command.zset.CombinationQuery.Option.AGGREGATE;
import static chorus.command.zset.CombinationQuery.Option.WEIGHTS;
import static chorus.command.zset.CombinationQuery.Option.WITHSCORES;

import chorus.command.Blocking;
import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.DataCommand;
import chorus.command.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The rows of the table for the commands on sorted sets.
public final class ZsetCommands {
  private static final String LOG = "O(log(N)) where N is the number of members";
  private static final String LOG_PER_MEMBER =
      "O(M*log(N)) where M is the number of members given and N of those in the sorted set";
  private static final String RANGE =
      "O(log(N)+M) where N is the number of members and M of those returned";
  private static final String REMOVAL =
      "O(M*log(N)) where N is the number of members and M of those removed";
  private static final String TOTAL =
      "O(N*log(N)) where N is the number of members of all sorted sets";
  private static final String PRODUCT =
      "O(N*K+M*log(M)) where N is the size of the smallest sorted set, K their number and M the size"
          + " of the result";
  private static final String DIFFERENCE =
      "O(N*K+M*log(M)) where N is the size of the first sorted set, K their number and M the size of"
          + " the result";
  private static final String DIGITS =
      "Scores have the fewest digits that read back as the same number, as from Redis 7.2 on. Minus"
          + " zero is stored as zero.";
  private static final String ONE_RECORD =
      "A result that does not fit in one record of the log is refused.";
  private static final String OPTIONS = " [WEIGHTS weight:double...] [AGGREGATE <SUM | MIN | MAX>]";

  private ZsetCommands() {}

  /// ZADD, for commands that are made of it.
  public static DataCommand zadd() {
    return Zadd.zadd();
  }

  public static List<CommandSpec> rows() {
    var rows = new ArrayList<CommandSpec>();
    rows.addAll(members());
    rows.addAll(ranges());
    rows.addAll(removals());
    rows.addAll(combinations());
    rows.sort(Comparator.comparing(CommandSpec::name));
    return rows;
  }

  private static List<CommandSpec> members() {
    return List.of(
        row(
                "zadd",
                -4,
                "1.2.0",
                "key [NX | XX] [GT | LT] [CH] [INCR] <score:double member>...",
                WRITE,
                DENYOOM,
                FAST)
            .key("RW", "update")
            .summary("Adds members with scores; how many are new")
            .complexity(LOG_PER_MEMBER)
            .note(DIGITS)
            .runs(Zadd.zadd()),
        row("zcard", 2, "1.2.0", "key", READONLY, FAST)
            .key("RO")
            .summary("The number of members")
            .runs(new Zcard()),
        row("zincrby", 4, "1.2.0", "key increment:integer member", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Adds to the score of a member")
            .complexity(LOG)
            .runs(Zadd.zincrby()),
        row("zmscore", -3, "6.2.0", "key member...", READONLY, FAST)
            .key("RO", "access")
            .summary("The scores of several members")
            .complexity("O(N) where N is the number of members given")
            .runs(new Zmscore()),
        row("zrandmember", -2, "6.2.0", "key [count:integer [WITHSCORES]]", READONLY)
            .key("RO", "access")
            .summary("Random members")
            .complexity("O(N) where N is the number of members returned")
            .note("A negative count is limited to 1,000,000.")
            .runs(new ZrandMember()),
        row("zrank", 3, "2.0.0", "key member", READONLY, FAST)
            .key("RO", "access")
            .summary("How many members lie before one")
            .complexity(LOG)
            .runs(new Zrank(Direction.FORWARD)),
        row("zrevrank", 3, "2.0.0", "key member", READONLY, FAST)
            .key("RO", "access")
            .summary("How many members lie behind one")
            .complexity(LOG)
            .runs(new Zrank(Direction.REVERSE)),
        row(
                "zscan",
                -3,
                "2.8.0",
                "key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]",
                READONLY)
            .key("RO", "access")
            .summary("Members and scores, page by page")
            .complexity("O(1) for every call, O(N) for the whole sorted set")
            .note(
                "A cursor is valid on every node, for ever. Members come in the order of their hash.")
            .runs(new Zscan()),
        row("zscore", 3, "1.2.0", "key member", READONLY, FAST)
            .key("RO", "access")
            .summary("The score of a member")
            .runs(new Zscore()));
  }

  private static List<CommandSpec> ranges() {
    return List.of(
        row("zcount", 4, "2.0.0", "key min:double max:double", READONLY, FAST)
            .key("RO", "access")
            .summary("How many members have a score in a range")
            .complexity(LOG)
            .runs(new Zcount(Range.Kind.SCORE)),
        row("zlexcount", 4, "2.8.9", "key min max", READONLY, FAST)
            .key("RO", "access")
            .summary("How many members lie between two, where all scores are the same")
            .complexity(LOG)
            .runs(new Zcount(Range.Kind.LEX)),
        row(
                "zrange",
                -4,
                "1.2.0",
                "key min max [BYSCORE | BYLEX] [REV] [LIMIT <offset:integer count:integer>]"
                    + " [WITHSCORES]",
                READONLY)
            .key("RO", "access")
            .summary("The members of a range by index, score or member")
            .complexity(RANGE)
            .runs(new Zrange(RangeForm.RANGE)),
        row(
                "zrangebylex",
                -4,
                "2.8.9",
                "key min max [LIMIT <offset:integer count:integer>]",
                READONLY)
            .key("RO", "access")
            .summary("The members between two, where all scores are the same")
            .complexity(RANGE)
            .runs(new Zrange(RangeForm.BY_LEX)),
        row(
                "zrangebyscore",
                -4,
                "1.0.5",
                "key min:double max:double [WITHSCORES] [LIMIT <offset:integer count:integer>]",
                READONLY)
            .key("RO", "access")
            .summary("The members with a score in a range")
            .complexity(RANGE)
            .runs(new Zrange(RangeForm.BY_SCORE)),
        row(
                "zrangestore",
                -5,
                "6.2.0",
                "destination:key source:key min max [BYSCORE | BYLEX] [REV]"
                    + " [LIMIT <offset:integer count:integer>]",
                WRITE,
                DENYOOM)
            .key("OW", "update")
            .keys(2, 2, 1, "RO", "access")
            .summary("Stores the members of a range; how many")
            .complexity(RANGE)
            .note(ONE_RECORD)
            .runs(new ZrangeStore()),
        row("zrevrange", -4, "1.2.0", "key start:integer stop:integer [WITHSCORES]", READONLY)
            .key("RO", "access")
            .summary("The members of a range by index, from the last one on")
            .complexity(RANGE)
            .runs(new Zrange(RangeForm.REVERSE_RANGE)),
        row(
                "zrevrangebylex",
                -4,
                "2.8.9",
                "key max min [LIMIT <offset:integer count:integer>]",
                READONLY)
            .key("RO", "access")
            .summary("The members between two, from the last one on")
            .complexity(RANGE)
            .runs(new Zrange(RangeForm.REVERSE_BY_LEX)),
        row(
                "zrevrangebyscore",
                -4,
                "2.2.0",
                "key max:double min:double [WITHSCORES] [LIMIT <offset:integer count:integer>]",
                READONLY)
            .key("RO", "access")
            .summary("The members with a score in a range, from the last one on")
            .complexity(RANGE)
            .runs(new Zrange(RangeForm.REVERSE_BY_SCORE)));
  }

  private static List<CommandSpec> removals() {
    return List.of(
        row(
                "bzmpop",
                -5,
                "7.0.0",
                "timeout:double numkeys:integer key... <MIN | MAX> [COUNT count:integer]",
                WRITE,
                BLOCKING)
            .countedKeys(2, "RW", "access", "delete")
            .summary(
                "Removes the first or last members of the first key that is there, once one is")
            .complexity(REMOVAL)
            .note(Blocking.NOTE)
            .runs(Blocking.forCountedKeys(new Zmpop())),
        row("bzpopmax", -3, "5.0.0", "key... timeout:double", WRITE, NOSCRIPT, BLOCKING, FAST)
            .keys(1, -2, 1, "RW", "access", "delete")
            .summary(
                "Removes the member with the highest score of the first key that is there, once one is")
            .complexity(REMOVAL)
            .note(Blocking.NOTE)
            .runs(Blocking.forAnyKey(new FirstPop(Direction.REVERSE))),
        row("bzpopmin", -3, "5.0.0", "key... timeout:double", WRITE, NOSCRIPT, BLOCKING, FAST)
            .keys(1, -2, 1, "RW", "access", "delete")
            .summary(
                "Removes the member with the lowest score of the first key that is there, once one is")
            .complexity(REMOVAL)
            .note(Blocking.NOTE)
            .runs(Blocking.forAnyKey(new FirstPop(Direction.FORWARD))),
        row("zmpop", -4, "7.0.0", "numkeys:integer key... <MIN | MAX> [COUNT count:integer]", WRITE)
            .countedKeys(1, "RW", "access", "delete")
            .summary("Removes the first or last members of the first key that is there")
            .complexity(REMOVAL)
            .runs(new Zmpop()),
        row("zpopmax", -2, "5.0.0", "key [count:integer]", WRITE, FAST)
            .key("RW", "access", "delete")
            .summary("Removes the members with the highest scores and answers them")
            .complexity(REMOVAL)
            .runs(new Zpop(Direction.REVERSE)),
        row("zpopmin", -2, "5.0.0", "key [count:integer]", WRITE, FAST)
            .key("RW", "access", "delete")
            .summary("Removes the members with the lowest scores and answers them")
            .complexity(REMOVAL)
            .runs(new Zpop(Direction.FORWARD)),
        row("zrem", -3, "1.2.0", "key member...", WRITE, FAST)
            .key("RW", "delete")
            .summary("Removes members; how many were there")
            .complexity(LOG_PER_MEMBER)
            .runs(new Zrem()),
        row("zremrangebylex", 4, "2.8.9", "key min max", WRITE)
            .key("RW", "delete")
            .summary("Removes the members between two, where all scores are the same; how many")
            .complexity(REMOVAL)
            .runs(new ZremRange(Range.Kind.LEX)),
        row("zremrangebyrank", 4, "2.0.0", "key start:integer stop:integer", WRITE)
            .key("RW", "delete")
            .summary("Removes the members of a range by index; how many")
            .complexity(REMOVAL)
            .runs(new ZremRange(Range.Kind.RANK)),
        row("zremrangebyscore", 4, "1.2.0", "key min:double max:double", WRITE)
            .key("RW", "delete")
            .summary("Removes the members with a score in a range; how many")
            .complexity(REMOVAL)
            .runs(new ZremRange(Range.Kind.SCORE)));
  }

  private static List<CommandSpec> combinations() {
    return List.of(
        combination("zdiff", "6.2.0", " [WITHSCORES]")
            .summary("What is in the first sorted set and in no other")
            .complexity(DIFFERENCE)
            .runs(new Zcombine("zdiff", Combination.DIFFERENCE, WITHSCORES)),
        combinationStore("zdiffstore", "6.2.0", "")
            .summary("Stores what is in the first sorted set and in no other; how many members")
            .complexity(DIFFERENCE)
            .runs(new ZcombineStore("zdiffstore", Combination.DIFFERENCE)),
        combination("zinter", "6.2.0", OPTIONS + " [WITHSCORES]")
            .summary("What is in all sorted sets")
            .complexity(PRODUCT)
            .runs(new Zcombine("zinter", Combination.INTERSECTION, WEIGHTS, AGGREGATE, WITHSCORES)),
        combination("zintercard", "7.0.0", " [LIMIT limit:integer]")
            .summary("How many members are in all sorted sets")
            .complexity(PRODUCT)
            .runs(new ZinterCard()),
        combinationStore("zinterstore", "2.0.0", OPTIONS)
            .summary("Stores what is in all sorted sets; how many members")
            .complexity(PRODUCT)
            .runs(new ZcombineStore("zinterstore", Combination.INTERSECTION, WEIGHTS, AGGREGATE)),
        combination("zunion", "6.2.0", OPTIONS + " [WITHSCORES]")
            .summary("What is in any sorted set")
            .complexity(TOTAL)
            .runs(new Zcombine("zunion", Combination.UNION, WEIGHTS, AGGREGATE, WITHSCORES)),
        combinationStore("zunionstore", "2.0.0", OPTIONS)
            .summary("Stores what is in any sorted set; how many members")
            .complexity(TOTAL)
            .runs(new ZcombineStore("zunionstore", Combination.UNION, WEIGHTS, AGGREGATE)));
  }

  private static Row combination(String name, String since, String options) {
    return row(name, -3, since, "numkeys:integer key..." + options, READONLY)
        .countedKeys(1, "RO", "access");
  }

  private static Row combinationStore(String name, String since, String options) {
    return row(name, -4, since, "destination:key numkeys:integer key..." + options, WRITE, DENYOOM)
        .key("OW", "update")
        .countedKeys(2, "RO", "access")
        .note(ONE_RECORD);
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.SORTEDSET)
        .group("sorted-set", since)
        .syntax(syntax);
  }
}
