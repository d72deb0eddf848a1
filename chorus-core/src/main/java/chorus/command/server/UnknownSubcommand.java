package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import java.util.Locale;

/// Redis' words where a subcommand has too many words and says so itself.
final class UnknownSubcommand {
  private UnknownSubcommand() {}

  static CommandError of(Args args) {
    return CommandError.err(
        "unknown subcommand or wrong number of arguments for '"
            + args.string(1)
            + "'. Try "
            + args.string(0).toUpperCase(Locale.ROOT)
            + " HELP.");
  }
}
