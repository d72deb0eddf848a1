package chorus.store;

import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import java.util.ArrayList;
import java.util.List;

/// The payload of a record of row changes.
///
/// Format 1: version u8, number of effects varint, then each effect: kind u8 (1 put, 2 delete), row
/// key with its length, and for a put the value with its length. Strict: what it did not write it
/// refuses with [chorus.value.Malformed].
public final class EffectCodec {
  private static final int FORMAT = 1;
  private static final int PUT = 1;
  private static final int DELETE = 2;

  /// The shortest effect: a kind and the length of an empty row.
  private static final int MIN_EFFECT_BYTES = 2;

  private EffectCodec() {}

  public static Bytes encode(List<Effect> effects) {
    FieldWriter out = new FieldWriter(size(effects)).u8(FORMAT).varint(effects.size());
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Put(Bytes row, Bytes value) -> out.u8(PUT).sized(row).sized(value);
        case Effect.Delete(Bytes row) -> out.u8(DELETE).sized(row);
      }
    }
    return out.done();
  }

  public static List<Effect> decode(Bytes payload) {
    FieldReader in = new FieldReader("row record", payload);
    if (in.u8() != FORMAT) {
      throw in.malformed("has an unknown format");
    }
    long count = in.count();
    if (count > in.remaining() / MIN_EFFECT_BYTES) {
      throw in.malformed("is cut short");
    }
    List<Effect> effects = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      effects.add(effect(in));
    }
    in.end();
    return effects;
  }

  private static Effect effect(FieldReader in) {
    return switch (in.u8()) {
      case PUT -> new Effect.Put(in.sized(), in.sized());
      case DELETE -> new Effect.Delete(in.sized());
      default -> throw in.malformed("has an effect of an unknown kind");
    };
  }

  private static int size(List<Effect> effects) {
    int size = 1;
    size += varintLength(effects.size());
    for (Effect effect : effects) {
      size +=
          switch (effect) {
            case Effect.Put(Bytes row, Bytes value) -> 1 + sizedLength(row) + sizedLength(value);
            case Effect.Delete(Bytes row) -> 1 + sizedLength(row);
          };
    }
    return size;
  }

  private static int sizedLength(Bytes part) {
    return varintLength(part.length()) + part.length();
  }

  private static int varintLength(int value) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
  }
}
