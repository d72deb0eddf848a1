package chorus.diverged;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.Meta;
import chorus.value.OnceSession;
import chorus.value.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Diverged writes as bytes, on disk and in CHORUS REDO.
///
/// Format 1: version u8, then the writes. A list is its size varint and its members. A write: epoch
/// varint, LSN varint, HLC u64, flushes u8 (0 or 1), list of once (LSN of the session varint, its
/// random number u64, seq varint, outcome with its length), list of keys. A key: its bytes with
/// their length, image before, image after, list of elements (element, value before, value after; a
/// value that may be missing is 0, or 1 and its bytes with their length). An image: 0; or 1, expiry
/// varint, string with its length; or 2, type code u8, count varint, expiry varint, hash (16
/// bytes); or 3, not known. The hash of a string is worked out anew.
///
/// Strict: what it did not write it refuses with [chorus.value.Malformed].
public final class DivergedCodec {
  private static final int FORMAT = 1;
  private static final int ABSENT = 0;
  private static final int TEXT = 1;
  private static final int COLLECTION = 2;
  private static final int UNKNOWN = 3;

  private DivergedCodec() {}

  public static Bytes encode(List<DivergedWrite> writes) {
    FieldWriter out = new FieldWriter(256).u8(FORMAT);
    list(out, writes, DivergedCodec::write);
    return out.done();
  }

  public static List<DivergedWrite> decode(Bytes source) {
    return new FieldReader("diverged writes", source)
        .whole(in -> {
          if (in.u8() != FORMAT) {
            throw in.malformed("has an unknown format");
          }
          return in.list(DivergedCodec::read);
        });
  }

  private static void write(FieldWriter out, DivergedWrite write) {
    LogPosition position = write.position();
    out.varint(position.epoch().number()).varint(position.lsn().number());
    out.u64(write.hlc().packed()).u8(write.flushes() ? 1 : 0);
    list(out, write.once(), DivergedCodec::writeOnce);
    list(out, write.keys(), DivergedCodec::writeKey);
  }

  private static DivergedWrite read(FieldReader in) {
    LogPosition position = new LogPosition(new Epoch(in.count()), new Lsn(in.count()));
    return new DivergedWrite(
        position,
        new Hlc(in.u64()),
        present(in),
        in.list(DivergedCodec::readOnce),
        in.list(DivergedCodec::readKey));
  }

  private static void writeOnce(FieldWriter out, OnceTag tag) {
    out.varint(tag.session().opened().number()).u64(tag.session().random());
    out.varint(tag.seq()).sized(tag.outcome());
  }

  private static OnceTag readOnce(FieldReader in) {
    OnceSession session = new OnceSession(new Lsn(in.count()), in.u64());
    return new OnceTag(session, in.count(), in.sized());
  }

  private static void writeKey(FieldWriter out, KeyChange change) {
    out.sized(change.key());
    writeImage(out, change.before());
    writeImage(out, change.after());
    list(out, change.elements(), DivergedCodec::writeElement);
  }

  private static KeyChange readKey(FieldReader in) {
    Bytes key = in.sized();
    return new KeyChange(
        key, readImage(in, key), readImage(in, key), in.list(DivergedCodec::readElement));
  }

  private static void writeElement(FieldWriter out, ElementChange change) {
    out.sized(change.element());
    writeOptional(out, change.before());
    writeOptional(out, change.after());
  }

  private static ElementChange readElement(FieldReader in) {
    return new ElementChange(in.sized(), readOptional(in), readOptional(in));
  }

  private static void writeImage(FieldWriter out, Image image) {
    switch (image) {
      case Image.Absent() -> out.u8(ABSENT);
      case Image.Unknown() -> out.u8(UNKNOWN);
      case Image.Text text -> out.u8(TEXT).varint(text.expiryMillis()).sized(text.value());
      case Image.Collection all ->
          out.u8(COLLECTION)
              .u8(all.type().code())
              .varint(all.count())
              .varint(all.expiryMillis())
              .hash(all.hash());
    }
  }

  private static Image readImage(FieldReader in, Bytes key) {
    return switch (in.u8()) {
      case ABSENT -> new Image.Absent();
      case UNKNOWN -> new Image.Unknown();
      case TEXT -> {
        long expiryMillis = in.count();
        yield Image.of(key, new Meta.OfString(in.sized(), expiryMillis));
      }
      case COLLECTION ->
          new Image.Collection(ValueType.of(in.u8()), in.count(), in.count(), in.hash());
      default -> throw in.malformed("has an image of an unknown kind");
    };
  }

  private static void writeOptional(FieldWriter out, Optional<Bytes> value) {
    out.u8(value.isPresent() ? 1 : 0);
    value.ifPresent(out::sized);
  }

  private static Optional<Bytes> readOptional(FieldReader in) {
    return present(in) ? Optional.of(in.sized()) : Optional.empty();
  }

  private static boolean present(FieldReader in) {
    return switch (in.u8()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw in.malformed("says neither yes nor no");
    };
  }

  private static <T> void list(FieldWriter out, List<T> all, BiConsumer<FieldWriter, T> each) {
    out.varint(all.size());
    all.forEach(one -> each.accept(out, one));
  }
}
