package chorus.command;

import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The HELP subcommand of a container: Redis' layout, made from the rows.
public final class HelpLines implements SessionCommand {
  private final String container;

  private HelpLines(String container) {
    this.container = container;
  }

  /// The row `container|help`.
  public static CommandSpec of(String container, String since) {
    return named(container)
        .flags(CommandFlag.LOADING, CommandFlag.STALE)
        .group(group(container), since)
        .summary("What the subcommands do")
        .answers(new HelpLines(container));
  }

  private static Row named(String container) {
    Row row = Row.of(container + "|help", 2);
    return switch (container) {
      case "client", "command" -> row.categories(Category.CONNECTION);
      case "object" -> row.categories(Category.KEYSPACE);
      default -> row;
    };
  }

  private static String group(String container) {
    return switch (container) {
      case "client" -> "connection";
      case "object" -> "generic";
      default -> "server";
    };
  }

  @Override
  public Reply run(SessionContext context, Args args) {
    var lines = new ArrayList<Reply>();
    lines.add(
        Reply.simple(
            container.toUpperCase(Locale.ROOT)
                + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
    List<CommandSpec> subcommands =
        context.commands().named(container).map(CommandSpec::subcommands).orElse(List.of());
    for (CommandSpec sub : subcommands) {
      String name = sub.shortName().toUpperCase(Locale.ROOT);
      lines.add(Reply.simple((name + ' ' + Syntax.plain(sub.docs().syntax())).strip()));
      lines.add(Reply.simple("    " + sub.docs().summary() + '.'));
    }
    return Reply.array(lines);
  }
}
