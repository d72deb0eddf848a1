package chorus.command.hash;

import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on hashes.
public final class HashCommands {
  private static final String PER_FIELD = "O(N) where N is the number of fields given";
  private static final String WHOLE = "O(N) where N is the number of fields of the hash";

  private HashCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        row("hdel", -3, "2.0.0", "key field...", WRITE, FAST)
            .key("RW", "delete")
            .summary("Removes fields; how many were there")
            .complexity(PER_FIELD)
            .runs(new Hdel()),
        row("hexists", 3, "2.0.0", "key field", READONLY, FAST)
            .key("RO")
            .summary("Whether a field is there")
            .runs(new Hexists()),
        row("hget", 3, "2.0.0", "key field", READONLY, FAST)
            .key("RO", "access")
            .summary("The value of a field")
            .runs(new Hget()),
        row("hgetall", 2, "2.0.0", "key", READONLY)
            .key("RO", "access")
            .summary("All fields and values")
            .complexity(WHOLE)
            .note("Fields come in the order of their hash.")
            .runs(new HgetAll()),
        row("hincrby", 4, "2.0.0", "key field increment:integer", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Adds to a field that is a whole number")
            .runs(new HincrBy()),
        row("hincrbyfloat", 4, "2.6.0", "key field increment:double", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Adds to a field that is a decimal number")
            .note("Decimals as INCRBYFLOAT.")
            .runs(new HincrByFloat()),
        row("hkeys", 2, "2.0.0", "key", READONLY)
            .key("RO", "access")
            .summary("All fields")
            .complexity(WHOLE)
            .runs(new Hkeys()),
        row("hlen", 2, "2.0.0", "key", READONLY, FAST)
            .key("RO")
            .summary("The number of fields")
            .runs(new Hlen()),
        row("hmget", -3, "2.0.0", "key field...", READONLY, FAST)
            .key("RO", "access")
            .summary("The values of several fields")
            .complexity(PER_FIELD)
            .runs(new Hmget()),
        row("hmset", -4, "2.0.0", "key <field value>...", WRITE, DENYOOM, FAST)
            .key("RW", "update")
            .summary("Sets fields; the old form of HSET")
            .complexity(PER_FIELD)
            .runs(new Hmset()),
        row("hrandfield", -2, "6.2.0", "key [count:integer [WITHVALUES]]", READONLY)
            .key("RO", "access")
            .summary("Random fields")
            .complexity("O(N) where N is the number of fields returned")
            .note("A negative count is limited to 1,000,000.")
            .runs(new HrandField()),
        row(
                "hscan",
                -3,
                "2.8.0",
                "key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]",
                READONLY)
            .key("RO", "access")
            .summary("Fields and values, page by page")
            .complexity("O(1) for every call, O(N) for the whole hash")
            .note("A cursor is valid on every node, for ever.")
            .runs(new Hscan()),
        row("hset", -4, "2.0.0", "key <field value>...", WRITE, DENYOOM, FAST)
            .key("RW", "update")
            .summary("Sets fields; how many are new")
            .complexity(PER_FIELD)
            .runs(new Hset()),
        row("hsetnx", 4, "2.0.0", "key field value", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Sets a field if it is not there")
            .runs(new HsetNx()),
        row("hstrlen", 3, "3.2.0", "key field", READONLY, FAST)
            .key("RO")
            .summary("The length of a field's value in bytes")
            .runs(new Hstrlen()),
        row("hvals", 2, "2.0.0", "key", READONLY)
            .key("RO", "access")
            .summary("All values")
            .complexity(WHOLE)
            .runs(new Hvals()));
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.HASH)
        .group("hash", since)
        .syntax(syntax);
  }
}
