package chorus.log;

import chorus.base.Done;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Disk;
import chorus.resp.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The file that keeps a found damage on record. It is written before anything is cut: cutting
/// removes the proof, and a crash in between would make the log look clean.
///
/// Body of format 1: first lost LSN (8, little-endian), detail in UTF-8.
final class DamageMark {
  static final String NAME = "damage";
  private static final Envelope ENVELOPE = new Envelope(0x4d444843, 1);

  private DamageMark() {}

  static void write(Disk disk, String directory, Recovery.Damaged damage, Completion<Done> done) {
    byte[] detail = damage.detail().getBytes(StandardCharsets.UTF_8);
    ByteBuffer body =
        ByteBuffer.allocate(Long.BYTES + detail.length).order(ByteOrder.LITTLE_ENDIAN);
    body.putLong(damage.firstLost().number()).put(detail);
    disk.replace(directory + "/" + NAME, ENVELOPE.seal(body.array()), done);
  }

  static void read(Disk disk, String directory, Completion<Optional<Recovery.Damaged>> done) {
    Envelope.read(
        disk,
        directory,
        NAME,
        Branch.of(
            content -> done.complete(Result.ok(content.map(DamageMark::parse))),
            fault -> done.complete(Result.failed(fault))));
  }

  static void remove(Disk disk, String directory, Completion<Done> done) {
    disk.delete(directory + "/" + NAME, done);
  }

  /// A mark that is damaged itself still says that something was lost.
  private static Recovery.Damaged parse(Bytes content) {
    Optional<byte[]> body = ENVELOPE.open(content).filter(bytes -> bytes.length >= Long.BYTES);
    if (body.isEmpty()) {
      return new Recovery.Damaged(
          Lsn.NONE.next(), "an earlier damage, and its mark is damaged too");
    }
    byte[] bytes = body.get();
    long firstLost = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] detail = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    return new Recovery.Damaged(new Lsn(firstLost), new String(detail, StandardCharsets.UTF_8));
  }
}
