package chorus.diverged;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.command.MapView;
import chorus.resp.Bytes;
import chorus.testing.Garbage;
import chorus.testing.Golden;
import chorus.time.Hlc;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.OnceSession;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Format 1 of diverged writes. A change of the golden file is a change of format: what a version
/// before saved must still be read.
final class DivergedCodecTest {
  private static final String GOLDEN = "diverged-1";

  @Test
  void everyKindOfWriteIsWrittenAsTheGoldenFileSays() {
    SequencedMap<String, Bytes> encoded = new LinkedHashMap<>();
    writes().forEach((name, writes) -> encoded.put(name, DivergedCodec.encode(writes)));
    assertThat(Golden.lines(encoded)).isEqualTo(Golden.text(GOLDEN));
  }

  @Test
  void theGoldenWritesAreRead() {
    assertThat(Golden.entries(GOLDEN).values().stream().map(DivergedCodec::decode))
        .containsExactlyElementsOf(writes().values());
  }

  @Test
  void writesSurviveTheirEncoding() {
    for (int seed = 0; seed < 200; seed++) {
      List<DivergedWrite> writes = random(seed);
      assertThat(DivergedCodec.decode(DivergedCodec.encode(writes))).isEqualTo(writes);
    }
  }

  @Test
  void garbageIsNoWrite() {
    List<Bytes> valid = new ArrayList<>();
    writes().values().forEach(writes -> valid.add(DivergedCodec.encode(writes)));
    for (int seed = 0; seed < 50; seed++) {
      random(seed).forEach(write -> valid.add(DivergedCodec.encode(List.of(write))));
    }
    Garbage.refused(valid, 100_000, input -> DivergedCodec.encode(DivergedCodec.decode(input)));
  }

  private static List<DivergedWrite> random(long seed) {
    var history = new RandomHistory(seed);
    MapView base = new MapView();
    base.millis = 1_000_000;
    history.open(base);
    history.run(base, 20);
    MapView tail = base.fork();
    history.run(tail, 40);
    return new TailReader(base).read(tail.log());
  }

  private static SequencedMap<String, List<DivergedWrite>> writes() {
    SequencedMap<String, List<DivergedWrite>> all = new LinkedHashMap<>();
    all.put("none", List.of());
    all.put("text", List.of(write(List.of(), change(text("old", 0), text("new", 300)))));
    all.put("absent", List.of(write(List.of(), change(text("old", 0), new Image.Absent()))));
    all.put(
        "collection",
        List.of(
            write(
                List.of(),
                change(
                    collection(0x123, 0),
                    collection(0x124, 301),
                    element("a", Optional.empty(), Optional.of("1")),
                    element("b", Optional.of("2"), Optional.of("3")),
                    element("c", Optional.of(""), Optional.empty())))));
    OnceTag tag = new OnceTag(new OnceSession(new Lsn(300), -2), 301, Bytes.utf8("outcome"));
    all.put("once", List.of(write(List.of(tag))));
    all.put(
        "flush-and-another",
        List.of(
            new DivergedWrite(
                new LogPosition(new Epoch(300), new Lsn(0x1000)),
                new Hlc(-1),
                true,
                List.of(),
                List.of()),
            write(List.of())));
    return all;
  }

  private static DivergedWrite write(List<OnceTag> once, KeyChange... keys) {
    return new DivergedWrite(
        new LogPosition(new Epoch(7), new Lsn(0x1001)),
        Hlc.of(0x0198_7654_3210L, 5),
        false,
        once,
        List.of(keys));
  }

  private static KeyChange change(Image before, Image after, ElementChange... elements) {
    return new KeyChange(Bytes.utf8("key"), before, after, List.of(elements));
  }

  private static Image text(String value, long expiryMillis) {
    return Image.of(Bytes.utf8("key"), new Meta.OfString(Bytes.utf8(value), expiryMillis));
  }

  private static Image collection(long count, long expiryMillis) {
    Hash128 hash = new Hash128(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    return new Image.Collection(ValueType.HASH, count, expiryMillis, hash);
  }

  private static ElementChange element(
      String name, Optional<String> before, Optional<String> after) {
    return new ElementChange(Bytes.utf8(name), before.map(Bytes::utf8), after.map(Bytes::utf8));
  }
}
