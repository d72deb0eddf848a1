package chorus.store;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The file that holds all rows of a memory engine at one position of the log.
///
/// Format 1: frames, each a head of 8 bytes (body length u32, CRC-32C of the body u32, big-endian)
/// and a body. The first body is a header (`H`, `CHORUSCP`, format u8, LSN u64), then come bodies
/// of rows in rising order (`R`, then row key and value, each with its length), at last the end
/// (`E`, number of rows varint). A file without its end is not whole.
final class CheckpointCodec {
  static final int HEAD_BYTES = 8;

  /// A body of rows is closed once it has this many bytes. What a checkpoint holds in memory at a
  /// time, beside the rows themselves.
  static final int BODY_BYTES = 4 << 20;

  private static final int FORMAT = 1;
  private static final Bytes MAGIC = Bytes.utf8("CHORUSCP");

  private CheckpointCodec() {}

  /// What a frame head says of its body.
  record Head(int bodyBytes, int checksum) {}

  /// What one body says.
  sealed interface Body {
    record Header(Lsn lsn) implements Body {}

    record Rows(List<Effect.Put> rows) implements Body {}

    record End(long rows) implements Body {}
  }

  static Bytes encode(Body body) {
    return switch (body) {
      case Body.Header(Lsn lsn) ->
          frame(new FieldWriter(32).u8('H').raw(MAGIC).u8(FORMAT).u64(lsn.number()));
      case Body.Rows(List<Effect.Put> rows) -> {
        FieldWriter out = new FieldWriter(BODY_BYTES).u8('R');
        for (Effect.Put row : rows) {
          out.sized(row.row()).sized(row.value());
        }
        yield frame(out);
      }
      case Body.End(long rows) -> frame(new FieldWriter(16).u8('E').varint(rows));
    };
  }

  static Head head(Bytes head) {
    FieldReader in = new FieldReader("checkpoint frame head", head);
    long packed = in.u64();
    in.end();
    if (packed < 0) {
      throw in.malformed("has a negative length");
    }
    return new Head((int) (packed >>> 32), (int) packed);
  }

  static Body decode(Head head, Bytes body) {
    FieldReader in = new FieldReader("checkpoint body", body);
    if (body.length() != head.bodyBytes() || checksum(body) != head.checksum()) {
      throw in.malformed("does not match its checksum");
    }
    Body decoded =
        switch (in.u8()) {
          case 'H' -> header(in);
          case 'R' -> rows(in);
          case 'E' -> new Body.End(in.count());
          default -> throw in.malformed("is of an unknown kind");
        };
    in.end();
    return decoded;
  }

  private static Body header(FieldReader in) {
    if (!in.raw(MAGIC.length()).equals(MAGIC) || in.u8() != FORMAT) {
      throw in.malformed("is not a checkpoint of a known format");
    }
    long lsn = in.u64();
    if (lsn < 0) {
      throw in.malformed("has a negative LSN");
    }
    return new Body.Header(new Lsn(lsn));
  }

  private static Body rows(FieldReader in) {
    List<Effect.Put> rows = new ArrayList<>();
    while (in.remaining() > 0) {
      rows.add(new Effect.Put(in.sized(), in.sized()));
    }
    return new Body.Rows(rows);
  }

  private static Bytes frame(FieldWriter body) {
    Bytes content = body.done();
    long packed = (long) content.length() << 32 | (checksum(content) & 0xffff_ffffL);
    return new FieldWriter(HEAD_BYTES + content.length()).u64(packed).raw(content).done();
  }

  private static int checksum(Bytes content) {
    CRC32C crc = new CRC32C();
    crc.update(content.array(), 0, content.length());
    return (int) crc.getValue();
  }
}
