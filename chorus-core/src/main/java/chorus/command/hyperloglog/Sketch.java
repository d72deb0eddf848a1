package chorus.command.hyperloglog;

import chorus.command.CommandError;
import chorus.resp.Bytes;
import java.util.Arrays;

/// A HyperLogLog as the bytes of a string, as Redis lays them out: `HYLL`, the encoding u8, 3
/// unused bytes, 8 bytes in which Redis keeps the last estimate (here never valid), then the
/// registers.
///
/// Dense: six bits each, the lowest first. Sparse, for few elements: runs of equal registers, `00`
/// and a length of 1 to 64 or `01` and one of 1 to 16,384 for zeros, `1`, five bits of value and
/// two of length for others.
record Sketch(Registers registers, Encoding encoding) {
  enum Encoding {
    DENSE(0),
    SPARSE(1);

    private final byte code;

    Encoding(int code) {
      this.code = (byte) code;
    }
  }

  private static final byte[] MAGIC = {'H', 'Y', 'L', 'L'};
  private static final int HEADER = 16;
  private static final int ENCODING_AT = 4;

  /// In this byte's highest bit Redis notes that the kept estimate is not valid.
  private static final int STALE_AT = 15;

  private static final int STALE = 0x80;
  private static final int BITS = 6;
  private static final int DENSE_BYTES = Registers.COUNT * BITS / Byte.SIZE;

  /// Redis' `hll-sparse-max-bytes`.
  private static final int SPARSE_BYTES = 3000;

  private static final int LONGEST_ZEROS = 64;
  private static final int LONGEST_RUN = 4;
  private static final int HIGHEST_SPARSE = 32;
  private static final int LONG_ZEROS = 0x40;
  private static final int RUN = 0x80;

  /// Nothing was added yet.
  static Sketch empty() {
    return new Sketch(new Registers(), Encoding.SPARSE);
  }

  /// Refuses what is no HyperLogLog.
  static Sketch decode(Bytes string) {
    byte[] in = string.array();
    boolean headed =
        in.length >= HEADER && Arrays.equals(in, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    if (headed && in[ENCODING_AT] == Encoding.DENSE.code && in.length == HEADER + DENSE_BYTES) {
      return new Sketch(dense(in), Encoding.DENSE);
    }
    if (headed && in[ENCODING_AT] == Encoding.SPARSE.code) {
      return new Sketch(sparse(in), Encoding.SPARSE);
    }
    throw CommandError.of("WRONGTYPE", "Key is not a valid HyperLogLog string value.");
  }

  /// In the same encoding as before, unless that takes too much.
  Bytes encode() {
    byte[] out = new byte[HEADER + DENSE_BYTES];
    System.arraycopy(MAGIC, 0, out, 0, MAGIC.length);
    out[STALE_AT] = (byte) STALE;
    if (encoding == Encoding.SPARSE) {
      out[ENCODING_AT] = Encoding.SPARSE.code;
      int end = writeSparse(out);
      if (end > 0) {
        return Bytes.wrap(Arrays.copyOf(out, end));
      }
      out[ENCODING_AT] = Encoding.DENSE.code;
      Arrays.fill(out, HEADER, out.length, (byte) 0);
    }
    writeDense(out);
    return Bytes.wrap(out);
  }

  private static Registers dense(byte[] in) {
    Registers registers = new Registers();
    for (int i = 0; i < Registers.COUNT; i++) {
      int bit = i * BITS;
      int at = HEADER + bit / Byte.SIZE;
      int next = at + 1 < in.length ? in[at + 1] & 0xff : 0;
      int two = (in[at] & 0xff) | (next << Byte.SIZE);
      int value = (two >> (bit % Byte.SIZE)) & ((1 << BITS) - 1);
      if (value > Registers.HIGHEST) {
        throw corrupted();
      }
      registers.raise(i, value);
    }
    return registers;
  }

  private void writeDense(byte[] out) {
    for (int i = 0; i < Registers.COUNT; i++) {
      int bit = i * BITS;
      int at = HEADER + bit / Byte.SIZE;
      int two = registers.get(i) << (bit % Byte.SIZE);
      out[at] |= (byte) two;
      if (at + 1 < out.length) {
        out[at + 1] |= (byte) (two >> Byte.SIZE);
      }
    }
  }

  private static Registers sparse(byte[] in) {
    Registers registers = new Registers();
    int register = 0;
    for (int at = HEADER; at < in.length; at++) {
      int code = in[at] & 0xff;
      int length;
      if (code >= RUN) {
        length = (code & 3) + 1;
        int value = ((code >> 2) & 31) + 1;
        for (int i = register; i < Math.min(register + length, Registers.COUNT); i++) {
          registers.raise(i, value);
        }
      } else if (code >= LONG_ZEROS) {
        at++;
        int next = at < in.length ? in[at] & 0xff : 0;
        length = (((code & 63) << Byte.SIZE) | next) + 1;
      } else {
        length = code + 1;
      }
      register += length;
    }
    if (register != Registers.COUNT) {
      throw corrupted();
    }
    return registers;
  }

  /// Where it ends, or 0 if that would be too long, or a register is too high.
  private int writeSparse(byte[] out) {
    int at = HEADER;
    for (int i = 0; i < Registers.COUNT; ) {
      int value = registers.get(i);
      int most = value == 0 ? Registers.COUNT : LONGEST_RUN;
      int length = 1;
      while (length < most && i + length < Registers.COUNT && registers.get(i + length) == value) {
        length++;
      }
      if (value > HIGHEST_SPARSE || at + 2 > HEADER + SPARSE_BYTES) {
        return 0;
      }
      if (value > 0) {
        out[at++] = (byte) (RUN | ((value - 1) << 2) | (length - 1));
      } else if (length > LONGEST_ZEROS) {
        out[at++] = (byte) (LONG_ZEROS | ((length - 1) >> Byte.SIZE));
        out[at++] = (byte) (length - 1);
      } else {
        out[at++] = (byte) (length - 1);
      }
      i += length;
    }
    return at;
  }

  private static CommandError corrupted() {
    return CommandError.of("INVALIDOBJ", "Corrupted HLL object detected");
  }
}
