package chorus.command.string;

import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.ExpiryOption;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on strings.
public final class StringCommands {
  private static final String TIMES =
      "EX seconds:integer | PX milliseconds:integer | EXAT unix-time-seconds:unix-time"
          + " | PXAT unix-time-milliseconds:unix-time";
  private static final String SET_EXPIRY = "[" + TIMES + " | KEEPTTL]";
  private static final String GETEX_EXPIRY = "[" + TIMES + " | PERSIST]";

  private StringCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        row("append", 3, "2.0.0", "key value", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Appends to a string; the new length")
            .complexity("O(N) where N is the length of the new string")
            .runs(new Append()),
        row("decr", 2, "1.0.0", "key", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Subtracts one from a whole number")
            .runs(new Decr()),
        row("decrby", 3, "1.0.0", "key decrement:integer", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Subtracts from a whole number")
            .runs(new DecrBy()),
        row("get", 2, "1.0.0", "key", READONLY, FAST)
            .key("RO", "access")
            .summary("The string at a key")
            .runs(new Get()),
        row("getdel", 2, "6.2.0", "key", WRITE, FAST)
            .key("RW", "access", "delete")
            .summary("The string at a key, which is deleted")
            .runs(new GetDel()),
        row("getex", -2, "6.2.0", "key " + GETEX_EXPIRY, WRITE, FAST)
            .key("RW", "access", "update")
            .summary("The string at a key, which from then on expires, or does not")
            .runs(new GetEx()),
        row("getrange", 4, "2.4.0", "key start:integer end:integer", READONLY)
            .key("RO", "access")
            .summary("Part of a string, both ends included")
            .complexity("O(N) where N is the length of the part")
            .runs(new GetRange()),
        row("getset", 3, "1.0.0", "key value", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Sets a string; the old one")
            .runs(new GetSet()),
        row("incr", 2, "1.0.0", "key", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Adds one to a whole number")
            .runs(new Incr()),
        row("incrby", 3, "1.0.0", "key increment:integer", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Adds to a whole number")
            .runs(new IncrBy()),
        row("incrbyfloat", 3, "2.6.0", "key increment:double", WRITE, DENYOOM, FAST)
            .key("RW", "access", "update")
            .summary("Adds to a decimal number")
            .note(
                "Exact decimals, rounded to 17 digits behind the point; Redis adds 80-bit floats,"
                    + " whose last digits may be off. No hexadecimal floats.")
            .runs(new IncrByFloat()),
        row(
                "lcs",
                -3,
                "7.0.0",
                "key1:key key2:key [LEN] [IDX] [MINMATCHLEN min-match-len:integer] [WITHMATCHLEN]",
                READONLY)
            .keys(1, 2, 1, "RO", "access")
            .summary("What two strings have in common: a longest common subsequence")
            .complexity("O(N*M) where N and M are the lengths of the strings")
            .note(
                "More steps than `LCS_STEPS` are refused, in Redis' words. A step compares one byte of"
                    + " the first string with 64 of the second: where the second is short, Redis"
                    + " may take what is refused here.")
            .runs(new Lcs()),
        row("mget", -2, "1.0.0", "key...", READONLY, FAST)
            .keys(1, -1, 1, "RO", "access")
            .summary("The strings at several keys")
            .complexity("O(N) where N is the number of keys")
            .runs(new Mget()),
        row("mset", -3, "1.0.1", "<key value>...", WRITE, DENYOOM)
            .keys(1, -1, 2, "OW", "update")
            .summary("Sets several strings, atomically")
            .complexity("O(N) where N is the number of keys")
            .runs(new Mset()),
        row("msetnx", -3, "1.0.1", "<key value>...", WRITE, DENYOOM)
            .keys(1, -1, 2, "OW", "insert")
            .summary("Sets several strings if none of the keys is there")
            .complexity("O(N) where N is the number of keys")
            .runs(new MsetNx()),
        row("psetex", 4, "2.6.0", "key milliseconds:integer value", WRITE, DENYOOM)
            .key("OW", "update")
            .summary("Sets a string that expires after some milliseconds")
            .runs(new SetEx(ExpiryOption.Unit.PX)),
        row("set", -3, "1.0.0", "key value [NX | XX] [GET] " + SET_EXPIRY, WRITE, DENYOOM)
            .key("RW", "access", "update", "variable_flags")
            .summary("Sets a string")
            .runs(new Set()),
        row("setex", 4, "2.0.0", "key seconds:integer value", WRITE, DENYOOM)
            .key("OW", "update")
            .summary("Sets a string that expires after some seconds")
            .runs(new SetEx(ExpiryOption.Unit.EX)),
        row("setnx", 3, "1.0.0", "key value", WRITE, DENYOOM, FAST)
            .key("OW", "insert")
            .summary("Sets a string if the key is not there")
            .runs(new SetNx()),
        row("setrange", 4, "2.2.0", "key offset:integer value", WRITE, DENYOOM)
            .key("RW", "update")
            .summary("Overwrites part of a string; the new length")
            .complexity("O(N) where N is the length of the string")
            .runs(new SetRange()),
        row("strlen", 2, "2.2.0", "key", READONLY, FAST)
            .key("RO")
            .summary("The length of a string in bytes")
            .runs(new Strlen()),
        row("substr", 4, "1.0.0", "key start:integer end:integer", READONLY)
            .key("RO", "access")
            .summary("Part of a string; the old name of GETRANGE")
            .complexity("O(N) where N is the length of the part")
            .runs(new GetRange()));
  }

  private static Row row(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.STRING)
        .group("string", since)
        .syntax(syntax);
  }
}
