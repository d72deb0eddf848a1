package chorus.session;

import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.List;

/// Where a session's replies go. Any strand may call it; calls of one strand keep their order.
/// After the connection is gone every call is without effect.
public interface ReplySink {
  /// Sends replies in this order, as one write. Each answers one command that was submitted; the
  /// front end counts them to know how much is under way, and reads no more from a client that has
  /// too much of it.
  void write(List<Reply> replies, Protocol protocol);

  /// So many commands that were submitted have no reply: the front end counts them as answered.
  void unanswered(int commands);

  /// Reads nothing more from this client until [#resumeReading], for example because the overlay is
  /// full. Commands that were read already may still be submitted.
  void pauseReading();

  /// Ends a [#pauseReading].
  void resumeReading();

  /// Sends what was written before, then closes the connection.
  void close();
}
