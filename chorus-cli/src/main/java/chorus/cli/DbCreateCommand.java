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

/// `chorus db create`. The cluster checks the values, so that every client hears the same.
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Creates a database on the whole cluster and shows it.",
      "",
      "Afterwards 'SELECT <index>' or redis://host:port/<index> picks it."
    })
final class DbCreateCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "NAME", description = "1 to 32 of a-z, 0-9, -, a letter first.")
  private String name = "";

  @Option(
      names = "--index",
      paramLabel = "I",
      description = "What SELECT takes. Default: the lowest free one.")
  private @Nullable Integer index;

  @Option(names = "--model", paramLabel = "M", description = "single-leader (the default).")
  private @Nullable String model;

  @Option(
      names = "--ack",
      paramLabel = "A",
      description =
          "When a write counts: fsynced on a majority (the default), on the leader and one follower (semi-sync), on all replicas (all, or chain: each sends to the next), or on the leader alone (async).")
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
      description =
          "What new writes do while too few replicas answer: error (the default), wait, or go on in async and say so (async-loud).")
  private @Nullable String onDegrade;

  @Option(
      names = "--engine",
      paramLabel = "E",
      description = "Where rows lie: rocksdb (the default) or memory. Both are durable.")
  private @Nullable String engine;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "Copies. Default: one on each node.")
  private @Nullable Integer replicas;

  @Option(
      names = "--failover",
      paramLabel = "F",
      description =
          "Who replaces a lost leader: auto (the cluster, the default) or manual (leader failover).")
  private @Nullable String failover;

  @Option(
      names = "--on-follower",
      paramLabel = "O",
      description =
          "What a node that does not lead does with commands: forward (the default), readonly (refuses writes, reads its own replica) or moved (names the leader, as a Redis cluster does).")
  private @Nullable String onFollower;

  DbCreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      DatabaseView created = DatabaseView.of(Answer.map(node.change(words())));
      output.answer(terminal, () -> DatabaseView.table(List.of(created)), () -> created);
    }
  }

  String[] words() {
    List<String> words = new ArrayList<>(List.of("CHORUS", "DB", "CREATE", name));
    add(words, "INDEX", index);
    add(words, "MODEL", model);
    add(words, "ACK", ack);
    add(words, "FSYNC", fsync);
    add(words, "ON-DEGRADE", onDegrade);
    add(words, "ENGINE", engine);
    add(words, "REPLICAS", replicas);
    add(words, "FAILOVER", failover);
    add(words, "ON-FOLLOWER", onFollower);
    return words.toArray(String[]::new);
  }

  static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.add(option);
      words.add(value.toString());
    }
  }
}
