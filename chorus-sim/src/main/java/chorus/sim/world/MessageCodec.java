package chorus.sim.world;

import chorus.env.Message;
import chorus.resp.Bytes;

/// The form that messages have on the wire. Each message is encoded and decoded on its way, so that
/// no two nodes ever share an object.
public interface MessageCodec {
  Bytes encode(Message message);

  Message decode(Bytes encoded);
}
