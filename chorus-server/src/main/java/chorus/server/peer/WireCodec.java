package chorus.server.peer;

import chorus.env.Message;
import chorus.resp.Bytes;
import chorus.wire.PeerDecoder;
import chorus.wire.PeerEncoder;
import chorus.wire.PeerMessage;

/// The messages of Chorus' own protocol.
public final class WireCodec implements MessageCodec {
  @Override
  public Bytes encode(Message message) {
    return PeerEncoder.encode((PeerMessage) message);
  }

  @Override
  public Message decode(Bytes bytes) {
    return PeerDecoder.decode(bytes);
  }
}
