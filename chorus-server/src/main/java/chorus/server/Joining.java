package chorus.server;

import chorus.base.NodeId;
import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.definition.MemberAddress;
import chorus.resp.Reply;
import chorus.server.KnownMembers.Known;
import chorus.server.config.ConfigException;
import chorus.server.config.Seed;
import chorus.server.config.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first start of a node that joins a running cluster: it asks a member to be added, and learns
/// all members. Blocks.
///
/// Asking again does no harm until the node has started, so an answer that was lost is asked for
/// again.
final class Joining {
  private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int TRIES = 20;
  private static final List<String> PASSING =
      List.of("NOQUORUM", "INDETERMINATE", "UNAVAILABLE", "LOADING", "OVERLOADED");

  private final ServerConfig config;
  private final Seed seed;

  Joining(ServerConfig config, Seed seed) {
    this.config = config;
    this.seed = seed;
  }

  /// Every member, this node among them.
  KnownMembers ask() throws ConfigException {
    String last = "";
    for (int tries = 0; tries < TRIES; tries++) {
      try (Connection connection = Connection.open(seed.host(), seed.port(), PATIENCE)) {
        Reply reply = connection.call(words());
        if (!(reply instanceof Reply.Error error)) {
          return members(reply);
        }
        if (!PASSING.contains(error.prefix())) {
          throw new ConfigException(
              "%s does not let %s join: %s".formatted(seed, config.node(), error.text()));
        }
        last = error.text();
      } catch (ConnectionException unreachable) {
        last = String.valueOf(unreachable.getMessage());
      }
      LOG.info("cannot join by way of {} yet: {}", seed, last);
      pause();
    }
    throw new ConfigException(
        "cannot join by way of %s: %s | name another member with join".formatted(seed, last));
  }

  private String[] words() {
    MemberAddress self = config.self().address();
    return new String[] {
      "CHORUS",
      "NODE",
      "ADD",
      config.cluster(),
      config.node().name(),
      self.host(),
      Integer.toString(self.resp()),
      Integer.toString(self.peer()),
      Integer.toString(self.http()),
      Integer.toString(self.control())
    };
  }

  private KnownMembers members(Reply reply) throws ConfigException {
    Map<NodeId, Known> members = new TreeMap<>();
    if (field(reply, "members") instanceof Reply.Array(var elements)) {
      for (Reply each : elements) {
        MemberAddress address =
            new MemberAddress(
                text(field(each, "host")),
                number(field(each, "resp")),
                number(field(each, "peer")),
                number(field(each, "http")),
                number(field(each, "control")));
        members.put(
            new NodeId(text(field(each, "node"))),
            Known.fresh(address, number(field(each, "incarnation"))));
      }
    }
    if (!members.containsKey(config.node())) {
      throw unexpected(reply);
    }
    return new KnownMembers(members);
  }

  /// The value behind `name` in a map, which RESP2 carries as a flat list.
  private Reply field(Reply map, String name) throws ConfigException {
    if (map instanceof Reply.Array(var words)) {
      for (int at = 0; at + 1 < words.size(); at += 2) {
        if (text(words.get(at)).equals(name)) {
          return words.get(at + 1);
        }
      }
    }
    throw unexpected(map);
  }

  private String text(Reply reply) throws ConfigException {
    if (reply instanceof Reply.Bulk(var value)) {
      return value.utf8();
    }
    throw unexpected(reply);
  }

  private int number(Reply reply) throws ConfigException {
    if (reply instanceof Reply.Int(long value)) {
      return (int) value;
    }
    throw unexpected(reply);
  }

  private ConfigException unexpected(Reply reply) {
    return new ConfigException(seed + " answered what no node of this version does: " + reply);
  }

  private static void pause() throws ConfigException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ConfigException("interrupted while joining", stopped);
    }
  }
}
