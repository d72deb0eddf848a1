package chorus.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// `chorus` itself: without a subcommand it says what there is.
@Command(
    name = "chorus",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "A replicated database that speaks the Redis protocol.",
    footerHeading = "%nStart here:%n",
    footer = {
      "  chorus demo                     three nodes in this terminal, gone at Ctrl-C",
      "  chorus playground up            three processes that you may kill and pause",
      "  chorus status                   who leads, who lags, what is promised",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 outcome unknown,",
      "5 refused as unsafe, 78 wrong configuration."
    })
final class ChorusCommand {}
