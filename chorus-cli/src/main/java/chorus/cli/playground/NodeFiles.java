package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.server.config.Member;
import chorus.server.config.Seed;
import chorus.server.config.ServerConfig;
import chorus.server.config.ServerConfig.Debug;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;

/// Lays out a node's directory. Its configuration is an ordinary file, so that what is learnt here
/// holds for a real cluster.
final class NodeFiles {
  private NodeFiles() {}

  static void create(PlaygroundNode node, ServerConfig config) {
    try {
      Files.createDirectories(node.directory());
      Files.writeString(node.config(), yaml(config));
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot write " + node.config() + ": " + e);
    }
  }

  /// The file from which `config` is read back; the data lie beside it.
  static String yaml(ServerConfig config) {
    return """
    # 'chorus server start --config' with this file runs the node in the foreground.
    cluster: %s
    node: %s
    data: data
    debug: %b
    %sauto-create: %d-%d
    """
        .formatted(
            config.cluster(),
            config.node(),
            config.debug() == Debug.ON,
            config.join().isPresent() ? joining(config, config.join().get()) : forming(config),
            config.autoCreate().first(),
            config.autoCreate().last());
  }

  private static String forming(ServerConfig config) {
    return """
    members:
    %sdatabases:
    %s\
    """
        .formatted(
            config.members().stream().map(NodeFiles::member).collect(Collectors.joining()),
            config.databases().stream().map(NodeFiles::database).collect(Collectors.joining()));
  }

  private static String joining(ServerConfig config, Seed seed) {
    Member self = config.self();
    return """
    join: %s
    address: {host: %s, resp: %d, peer: %d, http: %d, control: %d}
    """
        .formatted(seed, self.host(), self.resp(), self.peer(), self.http(), self.control());
  }

  private static String member(Member member) {
    return "  - {id: %s, host: %s, resp: %d, peer: %d, http: %d, control: %d}\n"
        .formatted(
            member.id(),
            member.host(),
            member.resp(),
            member.peer(),
            member.http(),
            member.control());
  }

  private static String database(FirstDatabase database) {
    return "  - {name: %s, index: %d, engine: %s, ack: %s, fsync: %s, on-degrade: %s}\n"
        .formatted(
            database.name(),
            database.index(),
            database.engine().word(),
            database.policy().mode().word(),
            database.policy().fsync().word(),
            database.policy().onDegrade().word());
  }
}
