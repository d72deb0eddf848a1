package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BytesTest {

  @Test
  void orderIsUnsignedAndLexicographic() {
    Bytes high = Bytes.of(new byte[] {(byte) 0xff});

    List<Bytes> sorted =
        Stream.of(high, Bytes.utf8("b"), Bytes.utf8("ab"), Bytes.EMPTY, Bytes.utf8("a"))
            .sorted()
            .toList();

    assertThat(sorted)
        .isEqualTo(List.of(Bytes.EMPTY, Bytes.utf8("a"), Bytes.utf8("ab"), Bytes.utf8("b"), high));
  }

  @Test
  void equalityIsByContent() {
    Bytes one = Bytes.utf8("key");
    Bytes other = Bytes.of(new byte[] {'x', 'k', 'e', 'y'}, 1, 4);

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(Bytes.utf8("kez")).isNotEqualTo(Bytes.utf8("ke"));
  }

  @Test
  void copiesProtectAgainstLaterWrites() {
    byte[] source = {'a', 'b'};
    Bytes value = Bytes.of(source);
    source[0] = 'x';
    value.toArray()[1] = 'x';

    assertThat(value).isEqualTo(Bytes.utf8("ab"));
  }

  @Test
  void wrapTakesTheArrayOver() {
    byte[] owned = {'a'};

    assertThat(Bytes.wrap(owned).array()).isSameAs(owned);
  }

  @Test
  void slicesAndConcatenationsAreInverse() {
    Bytes whole = Bytes.utf8("hello");
    for (int border = 0; border <= whole.length(); border++) {
      Bytes head = whole.slice(0, border);
      Bytes tail = whole.slice(border, whole.length());

      assertThat(head.concat(tail)).isEqualTo(whole);
      assertThat(whole.startsWith(head)).isTrue();
    }
    assertThat(whole.startsWith(Bytes.utf8("helloo"))).isFalse();
    assertThat(whole.startsWith(Bytes.utf8("e"))).isFalse();
    assertThatThrownBy(() -> whole.slice(2, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> whole.slice(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void copyToWritesAtTheOffset() {
    byte[] target = {'.', '.', '.', '.'};
    Bytes.utf8("ab").copyTo(target, 1);

    assertThat(target).containsExactly('.', 'a', 'b', '.');
  }

  @Test
  void textIsEscapedAsRedisCliDoes() {
    assertThat(Bytes.of(Streams.bytes("a \"\\\n\r\t\u0007\b\0\u001f\u007f\u00ff")))
        .hasToString("\"a \\\"\\\\\\n\\r\\t\\a\\b\\x00\\x1f\\x7f\\xff\"");
    assertThat(Bytes.utf8("é").utf8()).isEqualTo("é");
  }
}
