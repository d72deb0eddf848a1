package chorus.command.transaction;

import static chorus.command.CommandFlag.ALLOW_BUSY;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.LOADING;
import static chorus.command.CommandFlag.NOSCRIPT;
import static chorus.command.CommandFlag.SKIP_SLOWLOG;
import static chorus.command.CommandFlag.STALE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Handler.Transaction.Step;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for transactions.
public final class TransactionCommands {
  private TransactionCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        row("discard", 1, "2.0.0", FAST, ALLOW_BUSY)
            .summary("Forgets the commands since MULTI")
            .complexity("O(N) where N is the number of commands")
            .transacts(Step.DISCARD),
        row("exec", 1, "1.2.0", SKIP_SLOWLOG)
            .summary("Runs the commands since MULTI, all at once")
            .complexity("That of the commands")
            .note(
                "One record of the log. A transaction stays in one database: SELECT of another one and"
                    + " FLUSHALL answer CROSSDB.")
            .transacts(Step.EXEC),
        row("multi", 1, "1.2.0", FAST, ALLOW_BUSY)
            .summary("The commands from here on wait for EXEC")
            .note("Commands that ask the cluster, and CHORUS ONCE and SEQ, are refused behind it.")
            .transacts(Step.MULTI),
        row("unwatch", 1, "2.2.0", FAST, ALLOW_BUSY)
            .summary("Watches no key any more")
            .transacts(Step.UNWATCH),
        row("watch", -2, "2.2.0", FAST, ALLOW_BUSY)
            .keys(1, -1, 1, "RO")
            .syntax("key...")
            .summary("EXEC does nothing if one of the keys was changed from here on")
            .complexity("O(N) where N is the number of keys")
            .note("EXEC may answer null, too, if the leader changed, or another key did by chance.")
            .transacts(Step.WATCH));
  }

  private static Row row(String name, int arity, String since, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(NOSCRIPT, LOADING, STALE)
        .flags(flags)
        .categories(Category.TRANSACTION)
        .group("transactions", since);
  }
}
