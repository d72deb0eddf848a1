package chorus.command.hyperloglog;

import chorus.resp.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// MurmurHash64A with the seed that Redis takes for HyperLogLogs. Source: Austin Appleby, public
/// domain.
final class Murmur {
  private static final long SEED = 0xadc83b19L;
  private static final long M = 0xc6a4a7935bd1e995L;
  private static final int R = 47;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Murmur() {}

  static long hash64(Bytes bytes) {
    byte[] data = bytes.array();
    int whole = data.length & ~7;
    long hash = SEED ^ (data.length * M);
    for (int i = 0; i < whole; i += Long.BYTES) {
      hash = (hash ^ mixed((long) LONGS.get(data, i))) * M;
    }
    if (whole < data.length) {
      for (int i = data.length - 1; i >= whole; i--) {
        hash ^= (data[i] & 0xffL) << (8 * (i - whole));
      }
      hash *= M;
    }
    hash = (hash ^ (hash >>> R)) * M;
    return hash ^ (hash >>> R);
  }

  private static long mixed(long value) {
    long k = value * M;
    return (k ^ (k >>> R)) * M;
  }
}
