package chorus.bench.load;

import java.nio.ByteBuffer;

/// One connection's side of a protocol: turns operations into bytes and bytes into outcomes.
///
/// It belongs to the load generator's thread. Buffers named `to` are in write mode and large enough
/// for one batch; it never keeps a buffer.
public interface Speaker {
  /// The bytes that a new connection begins with, if any.
  void greet(ByteBuffer to);

  /// Writes `value` under `key`.
  void set(byte[] key, byte[] value, ByteBuffer to);

  /// Reads `key`.
  void get(byte[] key, ByteBuffer to);

  /// Takes what arrived, all of `from[0, length)`, and tells each operation that it completes. `to`
  /// is for what the protocol itself has to answer.
  void receive(byte[] from, int length, Outcomes outcomes, ByteBuffer to);

  /// Where completed operations are told.
  interface Outcomes {
    /// One operation succeeded.
    void succeeded();

    /// One operation was answered with an error that begins with `prefix`.
    void failed(String prefix);
  }
}
