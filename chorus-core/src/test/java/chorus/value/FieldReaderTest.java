package chorus.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.resp.Bytes;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldReaderTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void aVarintIsReadAsItWasWritten(long value) {
    FieldReader in = reader(new FieldWriter(1).varint(value).done());
    assertThat(in.varint()).isEqualTo(value);
    in.end();
  }

  @Test
  void aVarintHasOneFormOnly() {
    assertThatThrownBy(() -> reader(bytes(0x80, 0x00)).varint()).isInstanceOf(Malformed.class);
    assertThatThrownBy(
            () -> reader(bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 0x02)).varint())
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(
            () -> reader(bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)).varint())
        .isInstanceOf(Malformed.class);
  }

  @Test
  void aLengthBeyondTheEndIsMalformed() {
    assertThatThrownBy(() -> reader(bytes(5, 1, 2)).sized()).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> reader(new FieldWriter(1).varint(-1).done()).sized())
        .isInstanceOf(Malformed.class);
  }

  @Test
  void bytesBehindTheEndAreMalformed() {
    assertThatThrownBy(() -> reader(bytes(1)).end()).isInstanceOf(Malformed.class);
  }

  @Test
  void listsThatPromiseMuchTakeMemoryForWhatIsThere() {
    int promised = 1 << 20;
    FieldWriter out = new FieldWriter(2 * promised);
    for (int level = 0; level < 30; level++) {
      out.varint(promised);
    }
    FieldReader in = reader(out.raw(Bytes.wrap(new byte[promised + 100])).done());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> nested(in, 30)).isInstanceOf(Malformed.class);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(promised);
  }

  private static int nested(FieldReader in, int levels) {
    if (levels == 0) {
      throw in.malformed("ends here");
    }
    return in.list(each -> nested(each, levels - 1)).size();
  }

  private static FieldReader reader(Bytes bytes) {
    return new FieldReader("test", bytes);
  }

  private static Bytes bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Bytes.wrap(bytes);
  }
}
