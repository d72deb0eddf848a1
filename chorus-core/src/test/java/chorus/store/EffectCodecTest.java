package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.value.GoldenFile;
import chorus.value.Hash128;
import chorus.value.Malformed;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectCodecTest {
  private static final List<Effect> THREE =
      List.of(
          new Effect.Put(Bytes.wrap(new byte[] {0x10, 0}), Bytes.utf8("v")),
          new Effect.Delete(Bytes.wrap(new byte[] {0x20})),
          new Effect.Put(Bytes.wrap(new byte[] {2}), Bytes.utf8("x".repeat(200))));

  @Test
  void theFormatIsTheGoldenOne() {
    GoldenFile golden = new GoldenFile("effects-1.hex");
    golden.holds("empty", EffectCodec.encode(List.of()));
    golden.holds("three", EffectCodec.encode(THREE));
    assertThat(EffectCodec.decode(golden.get("empty"))).isEmpty();
    assertThat(EffectCodec.decode(golden.get("three"))).isEqualTo(THREE);
  }

  @Test
  void theStateRowIsTheGoldenOne() {
    StoreState state = new StoreState(new Lsn(300), new Hash128(1, 2), 5, 1);
    FakeStore store = new FakeStore();
    store.write(new RowBatch(List.of(state.row()), new Lsn(300)));
    new GoldenFile("effects-1.hex").holds("state", ((Effect.Put) state.row()).value());
    assertThat(StoreState.of(store)).isEqualTo(state);
  }

  @Test
  void theStateRowWithOnceRowsIsTheGoldenOne() {
    StoreState state = new StoreState(new Lsn(300), new Hash128(1, 2), 5, 1, new Hash128(3, 4), 2);
    FakeStore store = new FakeStore();
    store.write(new RowBatch(List.of(state.row()), new Lsn(300)));
    new GoldenFile("effects-1.hex").holds("state-once", ((Effect.Put) state.row()).value());
    assertThat(StoreState.of(store)).isEqualTo(state);
  }

  @Test
  void whatIsCutShortOrTooLongIsMalformed() {
    Bytes whole = EffectCodec.encode(THREE);
    for (int length = 0; length < whole.length(); length++) {
      Bytes cut = whole.slice(0, length);
      assertThatThrownBy(() -> EffectCodec.decode(cut)).isInstanceOf(Malformed.class);
    }
    Bytes longer = whole.concat(Bytes.utf8("x"));
    assertThatThrownBy(() -> EffectCodec.decode(longer)).isInstanceOf(Malformed.class);
  }

  @Test
  void aDamagedPayloadIsMalformedOrDecodesToItself() {
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = EffectCodec.encode(THREE).toArray();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(12)] ^= (byte) (1 << random.nextInt(8));
      }
      Bytes payload = Bytes.wrap(damaged);
      try {
        assertThat(EffectCodec.encode(EffectCodec.decode(payload))).isEqualTo(payload);
      } catch (Malformed expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_999);
  }
}
