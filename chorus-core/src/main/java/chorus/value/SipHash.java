package chorus.value;

import chorus.resp.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// SipHash-2-4 with 64 and with 128 bits of output.
///
/// The key is a constant, the sixteen ASCII characters `chorus content 1`: every replica has to
/// compute the same hash from the same row, and the row order on disk depends on it. So it guards
/// against accidents, not against somebody who constructs collisions.
///
/// Source: Aumasson and Bernstein, SipHash: a fast short-input PRF, 2012.
public final class SipHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final Bytes FIXED_KEY = Bytes.utf8("chorus content 1");
  private static final long KEY_0 = (long) LONGS.get(FIXED_KEY.array(), 0);
  private static final long KEY_1 = (long) LONGS.get(FIXED_KEY.array(), Long.BYTES);

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /// The 64-bit hash of `content` under the fixed key.
  public static long hash64(Bytes content) {
    return hash64(KEY_0, KEY_1, content.array(), content.length());
  }

  /// The 128-bit hash of `content` under the fixed key.
  public static Hash128 hash128(Bytes content) {
    return hash128(KEY_0, KEY_1, content.array(), content.length());
  }

  /// The 128-bit hash of `content` under a key of the caller's.
  public static Hash128 hash128(long key0, long key1, Bytes content) {
    return hash128(key0, key1, content.array(), content.length());
  }

  /// The 128-bit hash, under the fixed key, of the first `length` bytes of `content`.
  static Hash128 hash128(byte[] content, int length) {
    return hash128(KEY_0, KEY_1, content, length);
  }

  static long hash64(long key0, long key1, byte[] content, int length) {
    SipHash state = new SipHash(key0, key1);
    state.absorb(content, length);
    state.v2 ^= 0xff;
    return state.squeeze();
  }

  static Hash128 hash128(long key0, long key1, byte[] content, int length) {
    SipHash state = new SipHash(key0, key1);
    state.v1 ^= 0xee;
    state.absorb(content, length);
    state.v2 ^= 0xee;
    long low = state.squeeze();
    state.v1 ^= 0xdd;
    return new Hash128(state.squeeze(), low);
  }

  private void absorb(byte[] content, int length) {
    int whole = length & -Long.BYTES;
    for (int at = 0; at < whole; at += Long.BYTES) {
      word((long) LONGS.get(content, at));
    }
    long last = (long) length << 56;
    for (int at = whole; at < length; at++) {
      last |= (content[at] & 0xffL) << (8 * (at - whole));
    }
    word(last);
  }

  private void word(long next) {
    v3 ^= next;
    round();
    round();
    v0 ^= next;
  }

  private long squeeze() {
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
