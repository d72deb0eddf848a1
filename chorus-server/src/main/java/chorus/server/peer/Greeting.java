package chorus.server.peer;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The first frame of either side of a connection: who speaks, to whom, of which cluster.
///
/// Layout: `CHRP`, version (2 bytes), then cluster, from and to, each as length (1 byte) and UTF-8.
/// The layout up to the version never changes, so that any two versions can tell that they differ.
record Greeting(int version, String cluster, NodeId from, NodeId to) {
  static final int VERSION = 1;

  /// No greeting is longer, in bytes: what a stranger may make this node hold.
  static final int LONGEST = 4 + 2 + 3 * 256;

  private static final int MAGIC = 0x43485250;

  /// What is wrong with this greeting for the node `self` of `cluster`; empty if nothing is.
  Optional<String> objection(String ownCluster, NodeId self) {
    if (version != VERSION) {
      return Optional.of("speaks peer protocol " + version + ", this node " + VERSION);
    }
    if (!cluster.equals(ownCluster)) {
      return Optional.of("is of cluster " + cluster + ", this node of " + ownCluster);
    }
    if (!to.equals(self)) {
      return Optional.of("wants " + to + ", this node is " + self);
    }
    return Optional.empty();
  }

  Bytes encode() {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    buffer.putInt(MAGIC).putShort((short) version);
    put(buffer, cluster);
    put(buffer, from.name());
    put(buffer, to.name());
    return Bytes.of(buffer.array(), 0, buffer.position());
  }

  /// Empty if the bytes are no greeting.
  static Optional<Greeting> decode(Bytes bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.array());
    try {
      if (buffer.getInt() != MAGIC) {
        return Optional.empty();
      }
      int version = buffer.getShort() & 0xffff;
      if (version != VERSION) {
        return Optional.of(new Greeting(version, "?", new NodeId("?"), new NodeId("?")));
      }
      String cluster = get(buffer);
      String from = get(buffer);
      String to = get(buffer);
      return NodeId.isName(from) && NodeId.isName(to)
          ? Optional.of(new Greeting(version, cluster, new NodeId(from), new NodeId(to)))
          : Optional.empty();
    } catch (BufferUnderflowException tooShort) {
      return Optional.empty();
    }
  }

  private static void put(ByteBuffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.put((byte) bytes.length).put(bytes);
  }

  private static String get(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.get() & 0xff];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
