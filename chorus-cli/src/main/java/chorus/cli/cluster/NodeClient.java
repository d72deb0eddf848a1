package chorus.cli.cluster;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.Optional;

/// A connection of a command to one node. What goes wrong becomes the command's failure, with the
/// exit code that says what is known.
public final class NodeClient implements AutoCloseable {
  /// Longer than a node may wait by itself before it answers.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String NO_CLUSTER =
      "start one with './chorus demo' or './chorus playground up', or name a node with --at";

  private final Connection connection;

  private NodeClient(Connection connection) {
    this.connection = connection;
  }

  /// Connects; the command fails if nobody listens.
  public static NodeClient connect(HostAndPort address) {
    try {
      return new NodeClient(Connection.open(address.host(), address.port(), PATIENCE));
    } catch (ConnectionException e) {
      throw new CliFailure(ExitCode.FAILED, String.valueOf(e.getMessage()), NO_CLUSTER);
    }
  }

  /// The reply to a command, if the node gave one that is no error within `patience`. For polling.
  public static Optional<Reply> poll(HostAndPort address, Duration patience, String... words) {
    try (Connection connection = Connection.open(address.host(), address.port(), patience)) {
      Reply reply = connection.call(words);
      return reply instanceof Reply.Error ? Optional.empty() : Optional.of(reply);
    } catch (ConnectionException e) {
      return Optional.empty();
    }
  }

  /// The reply to a command that changes nothing.
  public Reply read(String... words) {
    return call(ExitCode.FAILED, words);
  }

  /// The reply to a command that changes something: without a reply its outcome is open.
  public Reply change(String... words) {
    return call(ExitCode.OUTCOME_UNKNOWN, words);
  }

  private Reply call(ExitCode whenUnanswered, String... words) {
    Reply reply;
    try {
      reply = connection.call(words);
    } catch (ConnectionException.NotSent e) {
      throw new CliFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    } catch (ConnectionException e) {
      throw new CliFailure(whenUnanswered, String.valueOf(e.getMessage()));
    }
    if (reply instanceof Reply.Error error) {
      throw new CliFailure(exitCode(error), error.text());
    }
    return reply;
  }

  /// What an error reply says about the outcome.
  static ExitCode exitCode(Reply.Error error) {
    return switch (error.prefix()) {
      case "INDETERMINATE", "WTIMEOUT", "WFAIL", "WPARTIAL" -> ExitCode.OUTCOME_UNKNOWN;
      case "REFUSED" -> ExitCode.REFUSED_AS_UNSAFE;
      default ->
          error.text().startsWith("ERR no database ") || error.text().startsWith("ERR no node ")
              ? ExitCode.NOT_FOUND
              : ExitCode.FAILED;
    };
  }

  @Override
  public void close() {
    connection.close();
  }
}
