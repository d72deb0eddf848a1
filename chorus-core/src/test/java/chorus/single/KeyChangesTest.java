package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.value.Meta;
import chorus.value.RowKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyChangesTest {
  private static final Bytes KEY = Bytes.utf8("key");
  private static final Bytes OTHER = Bytes.utf8("other");

  private final KeyChanges changes = new KeyChanges();

  @Test
  void ofWhatWasBeforeTheFirstQuestionTheLatestRecordStandsForAll() {
    changes.changed(new Lsn(3), List.of(put(KEY)));
    assertThat(changes.changedAt(KEY, new Lsn(7))).isEqualTo(new Lsn(7));
    assertThat(changes.changedAt(OTHER, new Lsn(9))).isEqualTo(new Lsn(7));
  }

  @Test
  void aKeyIsChangedByWhatPutsAndWhatRemovesIt() {
    changes.changedAt(KEY, new Lsn(7));
    changes.changed(new Lsn(8), List.of(put(KEY)));
    assertThat(changes.changedAt(KEY, new Lsn(9))).isEqualTo(new Lsn(8));
    assertThat(changes.changedAt(OTHER, new Lsn(9))).isEqualTo(new Lsn(7));
    changes.changed(new Lsn(9), List.of(new Effect.Delete(RowKeys.metaRow(0, KEY))));
    assertThat(changes.changedAt(KEY, new Lsn(9))).isEqualTo(new Lsn(9));
  }

  @Test
  void aFlushChangesEveryKey() {
    changes.changedAt(KEY, new Lsn(7));
    Effect flush = new Effect.Put(RowKeys.generationRow(), RowKeys.generationValue(1));
    changes.changed(new Lsn(8), List.of(flush));
    assertThat(changes.changedAt(KEY, new Lsn(8))).isEqualTo(new Lsn(8));
    assertThat(changes.changedAt(OTHER, new Lsn(8))).isEqualTo(new Lsn(8));
  }

  private static Effect put(Bytes key) {
    return new Effect.Put(RowKeys.metaRow(0, key), new Meta.OfString(Bytes.EMPTY).encode());
  }
}
