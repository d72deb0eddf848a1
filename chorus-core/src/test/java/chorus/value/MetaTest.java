package chorus.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MetaTest {
  private static final Bytes KEY = Bytes.utf8("k");
  private static final Bytes FIELD = Bytes.utf8("f");
  private static final Bytes ONE = Bytes.utf8("1");
  private static final Bytes TWO = Bytes.utf8("2");
  private static final CollectionId ID = new CollectionId(new Epoch(3), new Lsn(77), 1);
  private static final Meta.OfCollection EMPTY = Meta.OfCollection.empty(ValueType.HASH, ID);
  private static final Meta.OfCollection LIST =
      Meta.OfCollection.empty(ValueType.LIST, ID)
          .added(RowKeys.positionName(0x0102030405060708L), ONE)
          .startingAt(0x0102030405060708L);

  private static final List<Meta> SOME =
      List.of(
          new Meta.OfString(Bytes.utf8("hello")),
          new Meta.OfString(Bytes.EMPTY, 1_700_000_000_000L),
          EMPTY.added(FIELD, ONE),
          new Meta.OfCollection(ValueType.HASH, ID, 300, new Hash128(1, 2), 1_700_000_000_000L),
          Meta.OfCollection.empty(ValueType.SET, ID).added(FIELD, Bytes.EMPTY),
          LIST,
          Meta.OfCollection.empty(ValueType.ZSET, ID).added(FIELD, OrderKeys.scoreValue(2.5)));

  @Test
  void decodingGivesBackWhatWasEncoded() {
    assertThat(SOME).allSatisfy(meta -> assertThat(Meta.decode(meta.encode())).isEqualTo(meta));
  }

  @Test
  void theFormatIsTheGoldenOne() {
    GoldenFile golden = new GoldenFile("meta-1.hex");
    for (int i = 0; i < SOME.size(); i++) {
      golden.holds("meta-" + i, SOME.get(i).encode());
      assertThat(Meta.decode(golden.get("meta-" + i))).isEqualTo(SOME.get(i));
      golden.holds("hash-" + i, hashBytes(SOME.get(i).logicalHash(KEY)));
    }
  }

  @Test
  void whatWasNotEncodedIsMalformed() {
    Bytes whole = SOME.get(3).encode();
    for (int length = 0; length < whole.length(); length++) {
      Bytes cut = whole.slice(0, length);
      assertThatThrownBy(() -> Meta.decode(cut)).isInstanceOf(Malformed.class);
    }
    assertThatThrownBy(() -> Meta.decode(whole.concat(ONE))).isInstanceOf(Malformed.class);
  }

  @Test
  void aListThatBeginsBelowAllPositionsIsMalformed() {
    Bytes list = LIST.encode();
    byte[] negative = list.toArray();
    negative[list.length() - Long.BYTES] = (byte) 0xff;
    assertThatThrownBy(() -> Meta.decode(Bytes.wrap(negative))).isInstanceOf(Malformed.class);
    Bytes cut = list.slice(0, list.length() - 1);
    assertThatThrownBy(() -> Meta.decode(cut)).isInstanceOf(Malformed.class);
  }

  @Test
  void whereAListBeginsFollowsFromItsElements() {
    assertThat(LIST.startingAt(7).logicalHash(KEY)).isEqualTo(LIST.logicalHash(KEY));
    assertThat(Meta.OfCollection.empty(ValueType.LIST, ID).first()).isEqualTo(1L << 61);
    assertThat(EMPTY.first()).isZero();
  }

  @Test
  void garbageIsMalformedOrDecodesToItself() {
    SplittableRandom random = new SplittableRandom(3);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      if (garbage.length > 1) {
        garbage[0] = 1;
        garbage[1] = (byte) (1 + random.nextInt(4));
      }
      Bytes bytes = Bytes.wrap(garbage);
      try {
        assertThat(Meta.decode(bytes).encode()).isEqualTo(bytes);
      } catch (Malformed expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(5_000, 19_000);
  }

  @Test
  void theElementsHashForgetsHowItCameAbout() {
    Meta.OfCollection direct = EMPTY.added(FIELD, TWO).added(KEY, ONE);
    Meta.OfCollection detour =
        EMPTY
            .added(KEY, TWO)
            .added(FIELD, ONE)
            .replaced(FIELD, ONE, TWO)
            .removed(KEY, TWO)
            .added(KEY, ONE);
    assertThat(detour).isEqualTo(direct);
    assertThat(direct.removed(FIELD, TWO).removed(KEY, ONE)).isEqualTo(EMPTY);
  }

  @Test
  void theLogicalHashCoversContentAndNotTheCollectionId() {
    Meta.OfCollection here = EMPTY.added(FIELD, ONE);
    CollectionId elsewhere = new CollectionId(new Epoch(9), new Lsn(1), 0);
    Meta.OfCollection there = Meta.OfCollection.empty(ValueType.HASH, elsewhere).added(FIELD, ONE);
    assertThat(there.logicalHash(KEY)).isEqualTo(here.logicalHash(KEY));
    assertThat(here.logicalHash(FIELD)).isNotEqualTo(here.logicalHash(KEY));
    assertThat(EMPTY.added(FIELD, TWO).logicalHash(KEY)).isNotEqualTo(here.logicalHash(KEY));
    assertThat(new Meta.OfString(ONE, 5).logicalHash(KEY))
        .isNotEqualTo(new Meta.OfString(ONE).logicalHash(KEY));
  }

  @Test
  void whereTheKeyEndsAndTheValueBeginsIsPartOfTheHash() {
    assertThat(Meta.elementHash(Bytes.utf8("ab"), Bytes.utf8("c")))
        .isNotEqualTo(Meta.elementHash(Bytes.utf8("a"), Bytes.utf8("bc")));
  }

  private static Bytes hashBytes(Hash128 hash) {
    return new FieldWriter(16).hash(hash).done();
  }
}
