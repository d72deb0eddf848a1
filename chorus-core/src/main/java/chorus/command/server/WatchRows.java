package chorus.command.server;

import static chorus.command.CommandFlag.ADMIN;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.LOADING;
import static chorus.command.CommandFlag.NOSCRIPT;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.STALE;

import chorus.command.Category;
import chorus.command.CommandSpec;
import chorus.command.HelpLines;
import chorus.command.RedisVersion;
import chorus.command.Row;
import chorus.resp.Reply;
import java.util.List;

/// The rows of the table for the commands by which people watch a node.
final class WatchRows {
  private static final String HERE = "Of the connected node.";
  private static final String SLOW =
      "Of the connected node, which tells of the commands that it ran: those on rows at the"
          + " database's leader. The time is that for which a command kept its database from"
          + " everything else, without what it waited for. See [watch a node](../how-to/watch-a-node.md).";
  private static final String TIMES =
      "From when commands came to the connected node until their replies were there, an equal share"
          + " for each of those that came together; waiting for other nodes and disks is part of it.";

  private WatchRows() {}

  static List<CommandSpec> rows() {
    return List.of(
        row("lastsave", 1, "1.0.0", "")
            .flags(LOADING, STALE, FAST)
            .categories(Category.ADMIN, Category.DANGEROUS)
            .summary("When the data was saved last")
            .note(
                "When the process began: every write is durable through the log, and there is"
                    + " no SAVE, BGSAVE or BGREWRITEAOF.")
            .answers(new LastSave()),
        row("latency", -2, "2.8.13", "")
            .summary("Commands on what took long")
            .complexity("Depends on subcommand.")
            .subcommands(latency())
            .contains(),
        row("lolwut", -1, "5.0.0", "[VERSION version:integer]")
            .flags(READONLY, FAST)
            .summary("Art, and the version of Redis")
            .note("A choir.")
            .answers(Fixed.text(CHOIR + "Redis ver. " + RedisVersion.TEXT + "\n")),
        row("memory", -2, "4.0.0", "")
            .summary("Commands on memory")
            .complexity("Depends on subcommand.")
            .subcommands(memory())
            .contains(),
        row("module", -2, "4.0.0", "")
            .summary("Commands on modules")
            .complexity("Depends on subcommand.")
            .subcommands(
                List.of(
                    HelpLines.of("module", "5.0.0"),
                    row("module|list", 2, "4.0.0", "")
                        .flags(ADMIN, NOSCRIPT)
                        .summary("The modules that are loaded")
                        .complexity("O(N) where N is the number of loaded modules.")
                        .note("There are none.")
                        .answers(new Fixed(Reply.EMPTY_ARRAY))))
            .contains(),
        row("role", 1, "2.8.12", "")
            .flags(NOSCRIPT, LOADING, STALE, FAST)
            .categories(Category.ADMIN, Category.DANGEROUS)
            .summary("What this node is to the database, and who follows it")
            .note("Of the connection's database. Offsets count records of its log.")
            .answers(new Role()),
        row("slowlog", -2, "2.2.12", "")
            .summary("Commands on slow commands")
            .complexity("Depends on subcommand.")
            .subcommands(slowlog())
            .contains());
  }

  private static List<CommandSpec> slowlog() {
    return List.of(
        slow("get", -2, "[count:integer]")
            .summary("The last slow commands")
            .complexity("O(N) where N is the number of entries returned")
            .note(SLOW)
            .answers(new SlowlogGet()),
        HelpLines.of("slowlog", "6.2.0"),
        slow("len", 2, "")
            .summary("How many slow commands are remembered")
            .note(HERE)
            .answers(new SlowlogLen()),
        slow("reset", 2, "")
            .summary("Forgets the slow commands")
            .complexity("O(N) where N is the number of entries in the slowlog")
            .note(HERE)
            .answers(new SlowlogReset()));
  }

  private static Row slow(String name, int arity, String syntax) {
    return row("slowlog|" + name, arity, "2.2.12", syntax).flags(ADMIN, LOADING, STALE);
  }

  private static List<CommandSpec> latency() {
    return List.of(
        late("doctor", 2, "2.8.13", "")
            .summary("What took long, for people")
            .note("In our own words.")
            .answers(new LatencyDoctor()),
        late("graph", 3, "2.8.13", "event")
            .summary("One kind of what took long, drawn")
            .note("A line for each sample.")
            .answers(new LatencyGraph()),
        HelpLines.of("latency", "2.8.13"),
        late("histogram", -2, "7.0.0", "[command...]")
            .summary("How long commands took")
            .complexity(
                "O(N) where N is the number of commands with latency information being retrieved.")
            .note(TIMES)
            .answers(new LatencyHistogram()),
        late("history", 3, "2.8.13", "event")
            .summary("The samples of one kind of what took long")
            .note(HERE)
            .answers(new LatencyHistory()),
        late("latest", 2, "2.8.13", "")
            .summary("Every kind of what took long, and when it did last")
            .note(
                "Kinds are Redis' `command` and `fast-command`, and our own `reply`: how long a"
                    + " client of the connected node waited.")
            .answers(new LatencyLatest()),
        row("latency|reset", -2, "2.8.13", "[event...]")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .summary("Forgets what took long")
            .note(HERE)
            .answers(new LatencyReset()));
  }

  private static Row late(String name, int arity, String since, String syntax) {
    return row("latency|" + name, arity, since, syntax).flags(ADMIN, NOSCRIPT, LOADING, STALE);
  }

  private static List<CommandSpec> memory() {
    return List.of(
        about("doctor")
            .summary("Whether memory runs short, for people")
            .note("In our own words.")
            .answers(new MemoryDoctor()),
        HelpLines.of("memory", "4.0.0"),
        about("malloc-stats")
            .summary("What the allocator tells")
            .complexity("Depends on how much memory is allocated, could be slow")
            .note("As in a Redis without jemalloc.")
            .answers(Fixed.text("Stats not supported for the current allocator")),
        row("memory|purge", 2, "4.0.0", "")
            .summary("Gives memory back")
            .complexity("Depends on how much memory is allocated, could be slow")
            .note("Does nothing: Java collects by itself.")
            .answers(new Fixed(Reply.OK)),
        about("stats")
            .summary("What the memory is used for")
            .note("Nothing is told of single databases.")
            .answers(new MemoryStats()),
        row("memory|usage", -3, "4.0.0", "key [SAMPLES count:integer]")
            .flags(READONLY)
            .keys(2, 2, 1, "RO")
            .summary("How many bytes a key takes")
            .complexity("O(N) where N is the number of samples.")
            .note(
                "About what its rows take in one replica, before compression. SAMPLES 0 measures"
                    + " a thousand elements at most.")
            .runs(new MemoryUsage()));
  }

  private static Row about(String name) {
    return row("memory|" + name, 2, "4.0.0", "");
  }

  private static Row row(String name, int arity, String since, String syntax) {
    return Row.of(name, arity).group("server", since).syntax(syntax);
  }

  private static final String CHOIR =
      """
         o    o    o
        /|\\  /|\\  /|\\    each of them sings,
        / \\  / \\  / \\    and all sing the same
      """;
}
