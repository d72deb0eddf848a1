package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The bytes of format 1. A change here is a change of format: what is on disks must still be read.
class LogGoldenTest {
  private static final SegmentHeader HEADER =
      new SegmentHeader(0x1122, new LogPosition(new Epoch(0x0506), new Lsn(0x010203)));

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry.Added(record(1, RecordKind.EPOCH_START, Bytes.EMPTY)),
          new Entry.Added(record(2, RecordKind.ROWS, Bytes.utf8("payload of 21 bytes !"))),
          new Entry.Added(record(3, RecordKind.BEAT, Bytes.EMPTY)),
          new Entry.Cut(new LogPosition(new Epoch(9), new Lsn(2))));

  @Test
  void segmentHeader() {
    assertThat(hex(HEADER.encode())).isEqualTo(golden("log-header"));
    assertThat(SegmentHeader.decode(bytes("log-header")))
        .isEqualTo(new SegmentHeader.Read.Valid(HEADER));
  }

  @Test
  void frames() {
    int size = ENTRIES.stream().mapToInt(entry -> (int) FrameEncoder.frameBytes(entry)).sum();
    FrameEncoder encoder = new FrameEncoder(size, 0x1122, 64, 48);
    ENTRIES.forEach(encoder::add);
    assertThat(hex(encoder.finish())).isEqualTo(golden("log-frames"));

    FrameDecoder decoder = new FrameDecoder(bytes("log-frames"), 0x1122, 64);
    int at = 64;
    for (Entry entry : ENTRIES) {
      int end = at + (int) FrameEncoder.frameBytes(entry);
      assertThat(decoder.decode(at)).contains(new FrameDecoder.Frame(entry, end, 48));
      at = end;
    }
  }

  @Test
  void aFrameInAnotherPlaceIsNoFrame() {
    Bytes frames = bytes("log-frames");
    assertThat(new FrameDecoder(frames, 0x1123, 64).decode(64)).isEmpty();
    assertThat(new FrameDecoder(frames, 0x1122, 72).decode(72)).isEmpty();
  }

  @Test
  void everyFlippedBitSpoilsHeaderAndFrame() {
    flippedAt(bytes("log-header"), 0, 64)
        .forEach(broken ->
            assertThat(SegmentHeader.decode(broken)).isEqualTo(new SegmentHeader.Read.Broken()));
    flippedAt(bytes("log-frames"), 40, 104)
        .forEach(broken -> assertThat(new FrameDecoder(broken, 0x1122, 64).decode(104)).isEmpty());
  }

  @Test
  void stateFile() {
    ReplicaState state = new ReplicaState(new Epoch(7), 3, Wholeness.NOT_WHOLE, new Lsn(0x0102));
    assertThat(hex(StateFile.encode(state))).isEqualTo(golden("log-state"));
  }

  @Test
  void damageMark() {
    MemoryDisk disk = new MemoryDisk();
    ManualEnv env = new ManualEnv(disk);
    DamageMark.write(
        env.disk(), "log", new Recovery.Damaged(new Lsn(0x0102), "segment 3 is bad"), _ -> {});
    env.settle();
    assertThat(hex(Bytes.wrap(disk.content("log/damage")))).isEqualTo(golden("log-damage"));
  }

  private static LogRecord record(long lsn, RecordKind kind, Bytes payload) {
    return new LogRecord(new Epoch(9), new Lsn(lsn), Hlc.of(0x0198_7654_3210L, 5), kind, payload);
  }

  private static List<Bytes> flippedAt(Bytes whole, int from, int to) {
    return IntStream.range(from * 8, to * 8)
        .mapToObj(bit -> {
          byte[] content = whole.toArray();
          content[bit / 8] ^= (byte) (1 << (bit % 8));
          return Bytes.wrap(content);
        })
        .toList();
  }

  /// Eight bytes a line.
  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.array()).replaceAll("(.{16})(?=.)", "$1\n");
  }

  private static Bytes bytes(String name) {
    return Bytes.wrap(HexFormat.of().parseHex(golden(name).replace("\n", "")));
  }

  private static String golden(String name) {
    try (InputStream file =
        Objects.requireNonNull(
            LogGoldenTest.class.getResourceAsStream("/golden/" + name + ".hex"), name)) {
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
