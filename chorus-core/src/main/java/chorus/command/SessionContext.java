package chorus.command;

import chorus.command.settings.Settings;
import chorus.command.stats.NodeStats;
import chorus.definition.AckLevel;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.List;
import java.util.Optional;

/// What a command may see and change of its connection and its node. Used on the connection's
/// strand.
public interface SessionContext {
  /// The connection as CLIENT LIST shows it, at this moment. Its `name`, `libraryName` and
  /// `libraryVersion` are what the setters below were last given.
  ConnectionInfo self();

  void setName(Bytes name);

  void setLibraryName(Bytes name);

  void setLibraryVersion(Bytes version);

  void setProtocol(Protocol protocol);

  /// Changes the database of the commands that follow; or, where there is none of this index,
  /// changes nothing and gives the error.
  Optional<Reply> select(int index);

  void setReadLevel(ReadLevel level);

  void setAckLevel(AckLevel level);

  void setRedirection(Redirection redirection);

  void setEviction(Eviction eviction);

  /// Which commands are answered from now on.
  void setReplies(Replies replies);

  /// Commands of all connections of this node wait for so many milliseconds from now. What an
  /// earlier pause asks for beyond that, it still does.
  void pause(PauseScope scope, long millis);

  /// Ends all pauses at once.
  void unpause();

  /// Every connection of this node, by ascending id.
  List<ConnectionInfo> connections();

  /// Closes the connection `id` (another one at once, this one after the reply); nothing if it is
  /// gone.
  void kill(long id);

  /// Closes this connection once the reply has left.
  void closeAfterReply();

  /// Back to how a connection begins: RESP2, database 0, no name, read level strong, commands
  /// forwarded, and whatever the session keeps besides. The id stays, and whether memory may close
  /// it.
  void reset();

  /// The role of this node in the selected database: true words for HELLO and for INFO.
  boolean leading();

  /// What ROLE tells of the selected database.
  Reply role();

  /// What CONFIG tells of this node and changes.
  Settings settings();

  InfoSource info();

  /// What this node counts.
  NodeStats stats();

  /// Microseconds since 1970, of this node's wall clock.
  long wallMicros();

  /// The commands on offer, for COMMAND.
  CommandTable commands();
}
