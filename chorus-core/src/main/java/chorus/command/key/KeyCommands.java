package chorus.command.key;

import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.MOVABLEKEYS;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.ExpiryOption;
import chorus.command.HelpLines;
import chorus.command.Row;
import chorus.resp.Reply;
import java.util.List;

/// The rows of the table for the commands on keys of every type, and on the keyspace.
public final class KeyCommands {
  private static final String PER_KEY = "O(N) where N is the number of keys given";
  private static final String WHOLE = "O(N) where N is the number of keys in the database";

  private static final String CONDITION = "[NX | XX | GT | LT]";
  private static final String SORT_SYNTAX =
      "key [BY by-pattern:pattern] [LIMIT <offset:integer count:integer>]"
          + " [GET get-pattern:pattern]... [ASC | DESC] [ALPHA]";
  private static final String SORT_NOTE = "ALPHA sorts by bytes, whatever the locale.";

  private KeyCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        generic(
                "copy",
                -3,
                "6.2.0",
                "source:key destination:key [DB destination-db:integer] [REPLACE]",
                WRITE,
                DENYOOM)
            .key("RO", "access")
            .keys(2, 2, 1, "OW", "update")
            .summary("Copies what a key holds to another key")
            .complexity("O(N) where N is the number of elements, O(1) for a string")
            .note("DB is refused. A copy that does not fit in one record of the log is refused.")
            .runs(new Copy()),
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
        Row.of("object", -2)
            .group("generic", "2.2.3")
            .summary("Commands on how a value is kept")
            .complexity("Depends on subcommand.")
            .subcommands(object())
            .contains(),
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
        generic("rename", 3, "1.0.0", "key newkey:key", WRITE)
            .key("RW", "access", "delete")
            .keys(2, 2, 1, "OW", "update")
            .summary("Moves what a key holds to another key")
            .runs(new Rename()),
        generic("renamenx", 3, "1.0.0", "key newkey:key", WRITE, FAST)
            .key("RW", "access", "delete")
            .keys(2, 2, 1, "OW", "insert")
            .summary("Moves what a key holds to a key that is not there")
            .runs(new RenameNx()),
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
        sort("sort", "1.0.0", SORT_SYNTAX + " [STORE destination:key]", WRITE, DENYOOM, MOVABLEKEYS)
            .optionKey("store", 2, List.of("by", "get", "limit", "limit"), "OW", "update")
            .summary("The elements of a list or set in order, or what other keys say of them")
            .note(SORT_NOTE)
            .runs(new Sort(SortOptions.Storing.YES)),
        sort("sort_ro", "7.0.0", SORT_SYNTAX, READONLY, MOVABLEKEYS)
            .summary("The same as SORT, without STORE")
            .note(SORT_NOTE)
            .runs(new Sort(SortOptions.Storing.NO)),
        generic("touch", -2, "3.2.1", "key...", READONLY, FAST)
            .keys(1, -1, 1, "RO")
            .summary("How many of the keys are there")
            .complexity(PER_KEY)
            .note("The same as EXISTS: nothing keeps when a key was used.")
            .runs(new Exists()),
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

  private static List<CommandSpec> object() {
    return List.of(
        about("object|encoding", "2.2.3")
            .summary("How Redis would keep the value")
            .note(
                "By the present content and Redis' default thresholds; what the value was before"
                    + " does not count.")
            .runs(ObjectAbout.encoding()),
        about("object|freq", "4.0.0")
            .summary("How often the key is used")
            .note("Always an error: nothing is evicted, and nothing counted.")
            .runs(ObjectAbout.frequency()),
        HelpLines.of("object", "6.2.0"),
        about("object|idletime", "2.2.3")
            .summary("For how many seconds the key was not used")
            .note("Always 0: nothing keeps when a key was used.")
            .runs(ObjectAbout.always(Reply.ZERO)),
        about("object|refcount", "2.2.3")
            .summary("How many references the value has")
            .note("Always 1.")
            .runs(ObjectAbout.always(Reply.ONE)));
  }

  private static Row sort(String name, String since, String syntax, CommandFlag... flags) {
    return Row.of(name, -2)
        .flags(flags)
        .categories(Category.SET, Category.SORTEDSET, Category.LIST, Category.DANGEROUS)
        .group("generic", since)
        .syntax(syntax)
        .key("RO", "access")
        .namedByPatterns("RO", "access")
        .complexity(
            "O(N+M*log(M)) where N is the number of elements and M is how many are answered");
  }

  private static Row about(String name, String since) {
    return generic(name, 3, since, "key", READONLY).keys(2, 2, 1, "RO");
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
