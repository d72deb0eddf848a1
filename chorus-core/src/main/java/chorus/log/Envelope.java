package chorus.log;

import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Disk;
import chorus.env.DiskFile;
import chorus.resp.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A small checksummed file that is replaced as a whole. Little-endian: magic (4), format (4),
/// bytes of the body (4), CRC-32C of magic, format, size and body (4), body.
///
/// @param magic which kind of file it is
public record Envelope(int magic, int format) {
  private static final int HEADER_BYTES = 16;
  private static final int CHECKSUM_AT = 12;

  /// The file with this body.
  public Bytes seal(byte[] body) {
    byte[] sealed = new byte[HEADER_BYTES + body.length];
    System.arraycopy(body, 0, sealed, HEADER_BYTES, body.length);
    ByteBuffer.wrap(sealed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, magic)
        .putInt(4, format)
        .putInt(8, body.length)
        .putInt(CHECKSUM_AT, checksum(sealed));
    return Bytes.wrap(sealed);
  }

  /// The body; empty unless it is whole, and of this kind and format.
  public Optional<byte[]> open(Bytes sealed) {
    if (sealed.length() < HEADER_BYTES) {
      return Optional.empty();
    }
    byte[] content = sealed.toArray();
    ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    boolean whole =
        fields.getInt(0) == magic
            && fields.getInt(4) == format
            && fields.getInt(8) == content.length - HEADER_BYTES
            && fields.getInt(CHECKSUM_AT) == checksum(content);
    if (!whole) {
      return Optional.empty();
    }
    byte[] body = new byte[content.length - HEADER_BYTES];
    System.arraycopy(content, HEADER_BYTES, body, 0, body.length);
    return Optional.of(body);
  }

  /// Reads a whole small file; empty if `directory` has none of that name.
  public static void read(
      Disk disk, String directory, String name, Completion<Optional<Bytes>> done) {
    disk.list(
        directory,
        Branch.of(
            names -> {
              if (names.contains(name)) {
                disk.open(
                    directory + "/" + name,
                    Branch.of(file -> readAll(file, done), fault -> fail(done, fault)));
              } else {
                done.complete(Result.ok(Optional.empty()));
              }
            },
            fault -> fail(done, fault)));
  }

  private static void readAll(DiskFile file, Completion<Optional<Bytes>> done) {
    file.read(
        0,
        Math.toIntExact(file.size()),
        Branch.of(
            content -> done.complete(Result.ok(Optional.of(content))), fault -> fail(done, fault)));
    file.close();
  }

  private static <T> void fail(Completion<T> done, Fault fault) {
    done.complete(Result.failed(fault));
  }

  private static int checksum(byte[] sealed) {
    CRC32C crc = new CRC32C();
    crc.update(sealed, 0, CHECKSUM_AT);
    crc.update(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
    return (int) crc.getValue();
  }
}
