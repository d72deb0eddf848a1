package chorus.value;

import chorus.base.Require;
import chorus.resp.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads what [FieldWriter] wrote. Strict: what is cut short, too long or not in its shortest form
/// is [Malformed].
public final class FieldReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// A promised number of elements is believed up to here.
  private static final int BELIEVED_COUNT = 64;

  private final Bytes source;
  private final String what;
  private int at;

  /// `what` names the source in errors.
  public FieldReader(String what, Bytes source) {
    this.what = what;
    this.source = source;
  }

  public int u8() {
    need(1);
    return source.at(at++) & 0xff;
  }

  public long u64() {
    need(Long.BYTES);
    long value = (long) LONGS.get(source.array(), at);
    at += Long.BYTES;
    return value;
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = u8();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        boolean shortest = next != 0 || shift == 0;
        boolean fits = shift < 63 || next <= 1;
        if (!shortest || !fits) {
          throw malformed("has a number in a form that is never written");
        }
        return value;
      }
    }
    throw malformed("has a number of more than 64 bits");
  }

  /// A varint that is not negative.
  public long count() {
    long value = varint();
    if (value < 0) {
      throw malformed("has a negative count");
    }
    return value;
  }

  public Hash128 hash() {
    return new Hash128(u64(), u64());
  }

  public Bytes raw(int length) {
    need(length);
    at += length;
    return source.slice(at - length, at);
  }

  public Bytes sized() {
    long length = count();
    if (length > remaining()) {
      throw malformed("is cut short");
    }
    return raw((int) length);
  }

  public String text() {
    Bytes bytes = sized();
    String text = bytes.utf8();
    if (!Bytes.utf8(text).equals(bytes)) {
      throw malformed("has a text that is not UTF-8");
    }
    return text;
  }

  /// A count that fits an int.
  public int number() {
    long value = count();
    if (value > Integer.MAX_VALUE) {
      throw malformed("has a number that is too large");
    }
    return (int) value;
  }

  /// A count, then that many elements of at least one byte each. Memory grows with the elements
  /// that are there: lists within lists could each promise as many as there are bytes.
  public <T> List<T> list(Function<FieldReader, T> element) {
    int size = number();
    need(size);
    List<T> all = new ArrayList<>(Math.min(size, BELIEVED_COUNT));
    for (int i = 0; i < size; i++) {
      all.add(element.apply(this));
    }
    return all;
  }

  /// One of `values`, by its ordinal.
  public <E> E oneOf(E[] values) {
    int ordinal = u8();
    if (ordinal >= values.length) {
      throw malformed("has a choice that is not offered");
    }
    return values[ordinal];
  }

  /// All that is left.
  public Bytes rest() {
    return raw(remaining());
  }

  public int remaining() {
    return source.length() - at;
  }

  /// What `reading` makes of the whole source. Bytes left over, or a value that its own type
  /// refuses, are [Malformed].
  public <T> T whole(Function<FieldReader, T> reading) {
    try {
      T value = reading.apply(this);
      end();
      return value;
    } catch (Require.BrokenInvariant | IllegalArgumentException refused) {
      throw malformed("holds what cannot be (" + refused.getMessage() + ")");
    }
  }

  /// Nothing may be left.
  public void end() {
    if (remaining() > 0) {
      throw malformed("has bytes behind its end");
    }
  }

  public Malformed malformed(String detail) {
    return new Malformed(
        "%s of %d bytes %s, at offset %d".formatted(what, source.length(), detail, at));
  }

  private void need(int length) {
    if (length > remaining()) {
      throw malformed("is cut short");
    }
  }
}
