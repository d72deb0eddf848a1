package chorus.server.config;

import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.node.NodeOptions.IndexRange;
import chorus.server.config.ServerConfig.Debug;
import chorus.server.config.ServerConfig.Exposure;
import java.nio.file.Path;

/// A configuration as the text of its file. Mirror of [ConfigLoader].
public final class ConfigText {
  private ConfigText() {}

  /// YAML that loads as `config` again. Limits are left out where they are the default.
  public static String of(ServerConfig config) {
    return of(config, config.data());
  }

  /// The same for a file in `directory`, where the data lie too: both may be moved together.
  public static String in(Path directory, ServerConfig config) {
    return of(config, directory.relativize(config.data()));
  }

  private static String of(ServerConfig config, Path data) {
    StringBuilder text = new StringBuilder();
    text.append("cluster: ").append(quoted(config.cluster())).append('\n');
    text.append("node: ").append(quoted(config.node().name())).append('\n');
    text.append("data: ").append(quoted(data.toString())).append('\n');
    text.append("bind: ").append(quoted(config.bind())).append('\n');
    if (config.exposure() == Exposure.INSECURE) {
      text.append("insecure: true\n");
    }
    if (config.debug() == Debug.ON) {
      text.append("debug: true\n");
    }
    if (config.join().isPresent()) {
      text.append("join: ").append(quoted(config.join().get().toString())).append('\n');
      text.append(address(config.self()));
    } else {
      members(text, config);
    }
    text.append(config.databases().isEmpty() ? "" : "databases:\n");
    for (FirstDatabase each : config.databases()) {
      text.append(
          "  - {name: %s, index: %d, engine: %s, ack: %s, fsync: %s, on-degrade: %s%s}\n"
              .formatted(
                  each.name(),
                  each.index(),
                  each.engine().word(),
                  each.policy().mode().word(),
                  each.policy().fsync().word(),
                  each.policy().onDegrade().word(),
                  each.replicas() == CreateDatabase.ALL_MEMBERS
                      ? ""
                      : ", replicas: " + each.replicas()));
    }
    IndexRange range = config.autoCreate();
    if (range.last() >= range.first()) {
      text.append("auto-create: %d-%d\n".formatted(range.first(), range.last()));
    }
    config.engine().ifPresent(it -> text.append("engine: ").append(it.word()).append('\n'));
    return text.append(limits(config.sizes())).toString();
  }

  private static String address(Member self) {
    return "address: {host: %s, resp: %d, peer: %d, http: %d, control: %d}\n"
        .formatted(quoted(self.host()), self.resp(), self.peer(), self.http(), self.control());
  }

  private static void members(StringBuilder text, ServerConfig config) {
    text.append("members:\n");
    for (Member each : config.members()) {
      text.append(
          "  - {id: %s, host: %s, resp: %d, peer: %d, http: %d, control: %d}\n"
              .formatted(
                  quoted(each.id().name()),
                  quoted(each.host()),
                  each.resp(),
                  each.peer(),
                  each.http(),
                  each.control()));
    }
  }

  private static String limits(Sizes sizes) {
    if (sizes.equals(Sizes.DEFAULT)) {
      return "";
    }
    return """
    limits:
      clients: %d
      bulk: %s
      output-buffer: %s
      cache: %s
      write-buffer: %s
      log-segment: %s
      log-keep: %s
      log-keep-time: %s
      log-cap: %s
      log-cache: %s
      leader-wait: %s
      ack-wait: %s
      detection: %s
      disk-stall: %s
      undrop: %s
    """
        .formatted(
            sizes.clients(),
            Units.text(sizes.bulk()),
            Units.text(sizes.outputBuffer()),
            Units.text(sizes.cache()),
            Units.text(sizes.writeBuffer()),
            Units.text(sizes.logSegment()),
            Units.text(sizes.logKeep().bytes()),
            Units.text(sizes.logKeep().time()),
            Units.text(sizes.logKeep().cap()),
            Units.text(sizes.logCache()),
            Units.text(sizes.leaderWait()),
            Units.text(sizes.ackWait()),
            Units.text(sizes.detection()),
            Units.text(sizes.diskStall()),
            Units.text(sizes.undrop()));
  }

  /// In single quotes, so that no name is taken for a number, a date or a truth value.
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
