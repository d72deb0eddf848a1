package chorus.server.peer;

import chorus.env.Message;
import chorus.resp.Bytes;

/// Messages that are a text, behind a mark that garbage does not have.
final class TextCodec implements MessageCodec {
  record Text(String text) implements Message {}

  @Override
  public Bytes encode(Message message) {
    return Bytes.utf8("!" + ((Text) message).text());
  }

  @Override
  public Message decode(Bytes bytes) {
    if (bytes.isEmpty() || bytes.at(0) != '!') {
      throw new IllegalArgumentException("no text");
    }
    return new Text(bytes.slice(1, bytes.length()).utf8());
  }
}
