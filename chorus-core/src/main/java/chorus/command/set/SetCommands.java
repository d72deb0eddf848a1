package chorus.command.set;

import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on sets.
public final class SetCommands {
  private static final String PER_MEMBER = "O(N) where N is the number of members given";
  private static final String RETURNED = "O(N) where N is the number of members returned";
  private static final String TOTAL = "O(N) where N is the number of members of all sets";
  private static final String PRODUCT =
      "O(N*M) where N is the size of the smallest set and M is the number of sets";
  private static final String ORDER = "Members come in the order of their hash.";
  private static final String ONE_RECORD =
      "A result that does not fit in one record of the log is refused.";

  private SetCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        row("sadd", -3, "1.0.0", "key member...", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Adds members; how many are new")
            .complexity(PER_MEMBER)
            .runs(new Sadd()),
        row("scard", 2, "1.0.0", "key", READONLY, FAST)
            .key("RO")
            .summary("The number of members")
            .runs(new Scard()),
        row("sdiff", -2, "1.0.0", "key...", READONLY)
            .keys(1, -1, 1, "RO", "access")
            .summary("What is in the first set and in no other")
            .complexity(TOTAL)
            .note(ORDER)
            .runs(new Sdiff()),
        row("sdiffstore", -3, "1.0.0", "destination:key key...", WRITE, DENYOOM)
            .key("OW", "update")
            .keys(2, -1, 1, "RO", "access")
            .summary("Stores what is in the first set and in no other; how many members")
            .complexity(TOTAL)
            .note(ONE_RECORD)
            .runs(new SdiffStore()),
        row("sinter", -2, "1.0.0", "key...", READONLY)
            .keys(1, -1, 1, "RO", "access")
            .summary("What is in all sets")
            .complexity(PRODUCT)
            .note(ORDER)
            .runs(new Sinter()),
        row("sintercard", -3, "7.0.0", "numkeys:integer key... [LIMIT limit:integer]", READONLY)
            .countedKeys(1, "RO", "access")
            .summary("How many members are in all sets")
            .complexity(PRODUCT)
            .runs(new SinterCard()),
        row("sinterstore", -3, "1.0.0", "destination:key key...", WRITE, DENYOOM)
            .key("RW", "update")
            .keys(2, -1, 1, "RO", "access")
            .summary("Stores what is in all sets; how many members")
            .complexity(PRODUCT)
            .note(ONE_RECORD)
            .runs(new SinterStore()),
        row("sismember", 3, "1.0.0", "key member", READONLY, FAST)
            .key("RO")
            .summary("Whether a member is there")
            .runs(new Sismember()),
        row("smembers", 2, "1.0.0", "key", READONLY)
            .key("RO", "access")
            .summary("All members")
            .complexity("O(N) where N is the number of members of the set")
            .note(ORDER)
            .runs(new Smembers()),
        row("smismember", -3, "6.2.0", "key member...", READONLY, FAST)
            .key("RO", "access")
            .summary("Whether each of several members is there")
            .complexity(PER_MEMBER)
            .runs(new Smismember()),
        row("smove", 4, "1.0.0", "source:key destination:key member", WRITE, FAST)
            .key("RW", "access", "delete")
            .keys(2, 2, 1, "RW", "insert")
            .summary("Moves a member from one set to another")
            .runs(new Smove()),
        row("spop", -2, "1.0.0", "key [count:integer]", WRITE, FAST)
            .key("RW", "access", "delete")
            .summary("Removes random members, and answers them")
            .complexity(RETURNED)
            .runs(new Spop()),
        row("srandmember", -2, "1.0.0", "key [count:integer]", READONLY)
            .key("RO", "access")
            .summary("Random members")
            .complexity(RETURNED)
            .note("A negative count is limited to 1,000,000.")
            .runs(new SrandMember()),
        row("srem", -3, "1.0.0", "key member...", WRITE, FAST)
            .key("RW", "delete")
            .summary("Removes members; how many were there")
            .complexity(PER_MEMBER)
            .runs(new Srem()),
        row(
                "sscan",
                -3,
                "2.8.0",
                "key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]",
                READONLY)
            .key("RO", "access")
            .summary("Members, page by page")
            .complexity("O(1) for every call, O(N) for the whole set")
            .note("A cursor is valid on every node, for ever.")
            .runs(new Sscan()),
        row("sunion", -2, "1.0.0", "key...", READONLY)
            .keys(1, -1, 1, "RO", "access")
            .summary("What is in any set")
            .complexity(TOTAL)
            .note("Members come set by set, in the order of their hash.")
            .runs(new Sunion()),
        row("sunionstore", -3, "1.0.0", "destination:key key...", WRITE, DENYOOM)
            .key("OW", "update")
            .keys(2, -1, 1, "RO", "access")
            .summary("Stores what is in any set; how many members")
            .complexity(TOTAL)
            .note(ONE_RECORD)
            .runs(new SunionStore()));
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.SET)
        .group("set", since)
        .syntax(syntax);
  }
}
