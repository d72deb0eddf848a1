package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus db alter`. The cluster checks the values, so that every client hears the same.
@Command(
    name = "alter",
    mixinStandardHelpOptions = true,
    description = "Changes a setting of a database while it is used, and shows the database.")
final class DbAlterCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String database = "";

  @Option(
      names = "--ack",
      paramLabel = "A",
      description =
          "When a write counts: majority, semi-sync, all, chain or async. Never less than both meanwhile.")
  private @Nullable String ack;

  @Option(
      names = "--fsync",
      paramLabel = "S",
      description =
          "When the leader's own copy counts: once fsynced (always), or before, with an fsync each second (everysec, async only).")
  private @Nullable String fsync;

  @Option(
      names = "--on-degrade",
      paramLabel = "D",
      description = "What new writes do while too few replicas answer: error, wait or async-loud.")
  private @Nullable String onDegrade;

  @Option(
      names = "--failover",
      paramLabel = "F",
      description = "Who replaces a lost leader: auto (the cluster) or manual (leader failover).")
  private @Nullable String failover;

  @Option(
      names = "--on-follower",
      paramLabel = "O",
      description =
          "What a node that does not lead does with commands: forward, readonly or moved.")
  private @Nullable String onFollower;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "Copies. The cluster chooses where; 'db move' names the nodes.")
  private @Nullable Integer replicas;

  DbAlterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  String[] words() {
    List<String> words = new ArrayList<>(List.of("CHORUS", "DB", "ALTER", database));
    DbCreateCommand.add(words, "ACK", ack);
    DbCreateCommand.add(words, "FSYNC", fsync);
    DbCreateCommand.add(words, "ON-DEGRADE", onDegrade);
    DbCreateCommand.add(words, "FAILOVER", failover);
    DbCreateCommand.add(words, "ON-FOLLOWER", onFollower);
    DbCreateCommand.add(words, "REPLICAS", replicas);
    return words.toArray(String[]::new);
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      DatabaseView altered = DatabaseView.of(Answer.map(node.change(words())));
      output.answer(terminal, () -> DatabaseView.table(List.of(altered)), () -> altered);
    }
  }
}
