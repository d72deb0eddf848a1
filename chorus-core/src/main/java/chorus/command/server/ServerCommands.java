package chorus.command.server;

import static chorus.command.CommandFlag.ADMIN;
import static chorus.command.CommandFlag.BLOCKING;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.LOADING;
import static chorus.command.CommandFlag.NOSCRIPT;
import static chorus.command.CommandFlag.NO_MULTI;
import static chorus.command.CommandFlag.STALE;

import chorus.command.Category;
import chorus.command.CommandSpec;
import chorus.command.HelpLines;
import chorus.command.Row;
import java.util.List;
import java.util.stream.Stream;

/// The rows of the table for the commands on the node and what it offers.
public final class ServerCommands {
  private static final String COPIES =
      "Counts copies that are fsynced, of all that the database was asked to write so far and not of"
          + " this connection's writes alone. A write was answered only once the copies that the"
          + " database's mode asks for were there. Refused behind MULTI.";

  private static final String CONFIG_SET =
      "On the connected node, while its process lives. A name that means nothing here is checked,"
          + " kept and told by CONFIG GET; see [settings](settings.md).";

  private ServerCommands() {}

  public static List<CommandSpec> rows() {
    return Stream.concat(ownRows().stream(), WatchRows.rows().stream()).toList();
  }

  private static List<CommandSpec> ownRows() {
    return List.of(
        row("command", -1, "2.8.13", "")
            .categories(Category.CONNECTION)
            .summary("All commands")
            .complexity("O(N) where N is the number of commands")
            .subcommands(command())
            .answers(new CommandAll()),
        Row.of("config", -2)
            .group("server", "2.0.0")
            .summary("Commands on the configuration")
            .complexity("Depends on subcommand.")
            .subcommands(
                List.of(
                    row("config|get", -3, "2.0.0", "parameter...")
                        .flags(ADMIN, NOSCRIPT)
                        .summary("The settings that match")
                        .complexity("O(N) where N is the number of settings")
                        .answers(new ConfigGet()),
                    HelpLines.of("config", "5.0.0"),
                    row("config|resetstat", 2, "2.0.0", "")
                        .flags(ADMIN, NOSCRIPT)
                        .summary("Begins to count anew what INFO counts")
                        .note("On the connected node.")
                        .answers(new ConfigResetStat()),
                    row("config|rewrite", 2, "2.8.0", "")
                        .flags(ADMIN, NOSCRIPT)
                        .summary("Writes the settings down")
                        .note(
                            "Always Redis' error for a server without a configuration file: a"
                                + " node's own file has other names.")
                        .answers(new ConfigRewrite()),
                    row("config|set", -4, "2.0.0", "<parameter value>...")
                        .flags(ADMIN, NOSCRIPT)
                        .summary("Changes settings, all of them or none")
                        .complexity("O(N) where N is the number of settings")
                        .note(CONFIG_SET)
                        .answers(new ConfigSet())))
            .contains(),
        Row.of("failover", -1)
            .group("server", "6.2.0")
            .syntax("[TO<host port:integer [FORCE]>] [ABORT] [TIMEOUT milliseconds:integer]")
            .flags(ADMIN, NOSCRIPT, STALE)
            .summary("Begins a planned switchover of the connection's database")
            .note(
                "FORCE leaves the choice to an election once the time is over: nothing"
                    + " acknowledged is lost, and another replica may be chosen.")
            .asks(new Failover()),
        row("info", -1, "1.0.0", "[section...]")
            .categories(Category.DANGEROUS)
            .summary("The state of this node")
            .answers(new InfoReply()),
        row("time", 1, "2.6.0", "")
            .flags(FAST)
            .summary("This node's clock: seconds and microseconds")
            .answers(new Time()),
        waiting("wait", 3, "3.0.0", "numreplicas:integer timeout:integer")
            .summary("On how many other replicas all writes so far are, once it is so many")
            .note(COPIES)
            .runs(new WaitForCopies()),
        waiting("waitaof", 4, "7.2.0", "numlocal:integer numreplicas:integer timeout:integer")
            .summary("Whether all writes so far are on the leader's disk, and on how many others")
            .note(COPIES)
            .runs(new WaitForDisks()));
  }

  private static Row waiting(String name, int arity, String since, String syntax) {
    return Row.of(name, arity)
        .flags(NOSCRIPT, BLOCKING, NO_MULTI)
        .categories(Category.CONNECTION)
        .group("generic", since)
        .syntax(syntax);
  }

  private static List<CommandSpec> command() {
    return List.of(
        sub("count", 2, "2.8.13", "")
            .summary("How many commands there are")
            .answers(new CommandCount()),
        sub("docs", -2, "7.0.0", "[command-name...]")
            .summary("What commands do, for people")
            .note(
                "Summaries are ours; there is no history of options. `display_text` is Redis 7.2's.")
            .answers(new CommandDocsReply()),
        sub("getkeys", -4, "2.8.13", "command [arg...]")
            .summary("The keys of a command line")
            .answers(new CommandGetKeys()),
        sub("getkeysandflags", -4, "7.0.0", "command [arg...]")
            .summary("The keys of a command line, and what is done to each")
            .note("The flags are the command's, whatever its options.")
            .answers(new CommandGetKeysAndFlags()),
        HelpLines.of("command", "5.0.0"),
        sub("info", -2, "2.8.13", "[command-name...]")
            .summary("What commands do, for programs")
            .answers(new CommandInfo()),
        sub(
                "list",
                -2,
                "7.0.0",
                "[FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern:pattern>]")
            .summary("The names of all commands")
            .answers(new CommandList()));
  }

  private static Row sub(String name, int arity, String since, String syntax) {
    return row("command|" + name, arity, since, syntax).categories(Category.CONNECTION);
  }

  private static Row row(String name, int arity, String since, String syntax) {
    return Row.of(name, arity).flags(LOADING, STALE).group("server", since).syntax(syntax);
  }
}
