package chorus.command.hyperloglog;

import static chorus.command.CommandFlag.DENYOOM;
import static chorus.command.CommandFlag.FAST;
import static chorus.command.CommandFlag.READONLY;
import static chorus.command.CommandFlag.WRITE;

import chorus.command.Category;
import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.Row;
import java.util.List;

/// The rows of the table for the commands on HyperLogLogs.
public final class HyperLogLogCommands {
  private static final String PER_KEY = "O(N) where N is the number of keys given";
  private static final String WHOLE =
      "The string is the one that Redis has, but for the estimate that Redis keeps in it, and perhaps"
          + " how its runs are cut; 12 KiB of it are written with every change, once there are many"
          + " elements.";

  private HyperLogLogCommands() {}

  public static List<CommandSpec> rows() {
    return List.of(
        row("pfadd", -2, "key [element...]", WRITE, DENYOOM, FAST)
            .key("RW", "insert")
            .summary("Notes elements; whether the estimate may have changed")
            .complexity("O(N) where N is the number of elements given")
            .note(WHOLE)
            .runs(new PfAdd()),
        row("pfcount", -2, "key...", READONLY)
            .keys(1, -1, 1, "RO", "access")
            .summary("About how many different elements were added to any of the keys")
            .complexity(PER_KEY)
            .note("Only reads: it keeps no estimate.")
            .runs(new PfCount()),
        row("pfmerge", -2, "destkey:key [sourcekey:key...]", WRITE, DENYOOM)
            .key("RW", "access", "insert")
            .keys(2, -1, 1, "RO", "access")
            .summary("Adds all elements of some keys to one")
            .complexity(PER_KEY)
            .runs(new PfMerge()));
  }

  private static Row row(String name, int arity, String syntax, CommandFlag... flags) {
    return Row.of(name, arity)
        .flags(flags)
        .categories(Category.HYPERLOGLOG)
        .group("hyperloglog", "2.8.9")
        .syntax(syntax);
  }
}
