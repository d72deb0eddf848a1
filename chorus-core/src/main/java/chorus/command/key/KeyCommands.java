package chorus.command.key;

import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.ExpiryOption;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on keys of every type, and on the keyspace.
public final class KeyCommands {
  private static final String PER_KEY = "O(N) where N is the number of keys given";
  private static final String WHOLE = "O(N) where N is the number of keys in the database";

  private static final String CONDITION = "[NX | XX | GT | LT]";

  private KeyCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        generic("del", -2, "1.0.0", "key...", WRITE)
            .keys(1, -1, 1, "RM", "delete")
            .summary("Deletes keys; how many were there")
            .complexity(PER_KEY)
            .runs(new Del()),
        generic("exists", -2, "1.0.0", "key...", READONLY, FAST)
            .keys(1, -1, 1, "RO")
            .summary("How many of the keys are there")
            .complexity(PER_KEY)
            .runs(new Exists()),
        generic("expire", -3, "1.0.0", "key seconds:integer " + CONDITION, WRITE, FAST)
            .key("RW", "update")
            .summary("Lets a key expire after some seconds")
            .runs(new Expire(ExpiryOption.Unit.EX)),
        generic(
                "expireat",
                -3,
                "1.2.0",
                "key unix-time-seconds:unix-time " + CONDITION,
                WRITE,
                FAST)
            .key("RW", "update")
            .summary("Lets a key expire at a time in seconds")
            .runs(new Expire(ExpiryOption.Unit.EXAT)),
        generic("expiretime", 2, "7.0.0", "key", READONLY, FAST)
            .key("RO", "access")
            .summary("When a key expires, in seconds")
            .runs(new Ttl(ExpiryOption.Unit.EXAT)),
        generic("keys", 2, "1.0.0", "pattern:pattern", READONLY)
            .categories(Category.DANGEROUS)
            .summary("All keys that match a pattern")
            .complexity(WHOLE)
            .runs(new Keys()),
        generic("persist", 2, "2.2.0", "key", WRITE, FAST)
            .key("RW", "update")
            .summary("Lets a key expire no more")
            .runs(new Persist()),
        generic("pexpire", -3, "2.6.0", "key milliseconds:integer " + CONDITION, WRITE, FAST)
            .key("RW", "update")
            .summary("Lets a key expire after some milliseconds")
            .runs(new Expire(ExpiryOption.Unit.PX)),
        generic(
                "pexpireat",
                -3,
                "2.6.0",
                "key unix-time-milliseconds:unix-time " + CONDITION,
                WRITE,
                FAST)
            .key("RW", "update")
            .summary("Lets a key expire at a time in milliseconds")
            .runs(new Expire(ExpiryOption.Unit.PXAT)),
        generic("pexpiretime", 2, "7.0.0", "key", READONLY, FAST)
            .key("RO", "access")
            .summary("When a key expires, in milliseconds")
            .runs(new Ttl(ExpiryOption.Unit.PXAT)),
        generic("pttl", 2, "2.6.0", "key", READONLY, FAST)
            .key("RO", "access")
            .summary("How long until a key expires, in milliseconds")
            .runs(new Ttl(ExpiryOption.Unit.PX)),
        generic("randomkey", 1, "1.0.0", "", READONLY)
            .summary("A random key")
            .runs(new RandomKey()),
        generic(
                "scan",
                -2,
                "2.8.0",
                "cursor:integer [MATCH pattern:pattern] [COUNT count:integer] [TYPE type]",
                READONLY)
            .summary("Keys, page by page")
            .complexity("O(1) for every call, O(N) for the whole database")
            .note("A cursor is valid on every node, for ever.")
            .runs(new ScanKeys()),
        generic("ttl", 2, "1.0.0", "key", READONLY, FAST)
            .key("RO", "access")
            .summary("How long until a key expires, in seconds")
            .runs(new Ttl(ExpiryOption.Unit.EX)),
        generic("type", 2, "1.0.0", "key", READONLY, FAST)
            .key("RO")
            .summary("What kind of value a key holds")
            .runs(new Type()),
        generic("unlink", -2, "4.0.0", "key...", WRITE, FAST)
            .keys(1, -1, 1, "RM", "delete")
            .summary("Deletes keys; the same as DEL")
            .complexity(PER_KEY)
            .runs(new Del()),
        server("dbsize", 1, "1.0.0", "", READONLY, FAST)
            .summary("The number of keys")
            .runs(new DbSize()),
        server("flushall", -1, "1.0.0", "[ASYNC | SYNC]", WRITE)
            .categories(Category.DANGEROUS)
            .summary("Empties every database")
            .note("One step per database; not atomic over several.")
            .runs(new Flush()),
        server("flushdb", -1, "1.0.0", "[ASYNC | SYNC]", WRITE)
            .categories(Category.DANGEROUS)
            .summary("Empties the database")
            .runs(new Flush()));
  }

  private static Row generic(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return row(name, arity, syntax, flags).group("generic", since);
  }

  private static Row server(
      String name, int arity, String since, String syntax, CommandFlag... flags) {
    return row(name, arity, syntax, flags).group("server", since);
  }

  private static Row row(String name, int arity, String syntax, CommandFlag... flags) {
    return Row.of(name, arity).flags(flags).categories(Category.KEYSPACE).syntax(syntax);
  }
}
