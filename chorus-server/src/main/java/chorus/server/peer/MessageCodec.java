package chorus.server.peer;

import chorus.env.Message;
import chorus.resp.Bytes;

/// Messages as bytes. Called on any thread.
public interface MessageCodec {
  Bytes encode(Message message);

  /// Throws a `RuntimeException` if the bytes are no message; the connection is closed then.
  Message decode(Bytes bytes);
}
