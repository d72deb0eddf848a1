package chorus.value;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
  private static final long KEY_0 = 0x0706050403020100L;
  private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;

  /// The message of `length` bytes 0, 1, 2, …, under the key of those bytes, as in the paper's
  /// appendix A and its authors' vectors.
  @ParameterizedTest
  @CsvSource({
    "0, 310e0edd47db6f72, a3817f04ba25a8e66df67214c7550293",
    "1, fd67dc93c539f874, da87c1d86b99af44347659119b22fc45",
    "15, e545be4961ca29a1, 5493e99933b0a8117e08ec0f97cfc3d9",
    "64, d8ca02850bc4d2ac, 1eaf077dc0d4cd3f8cad4d383658a74b",
  })
  void givesTheKnownAnswers(int length, String answer64, String answer128) {
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) i;
    }
    assertThat(littleEndian(SipHash.hash64(KEY_0, KEY_1, message, length))).isEqualTo(answer64);
    Hash128 wide = SipHash.hash128(KEY_0, KEY_1, message, length);
    assertThat(littleEndian(wide.low()) + littleEndian(wide.high())).isEqualTo(answer128);
  }

  @Test
  void theFixedKeyNeverChanges() {
    assertThat(Long.toHexString(SipHash.hash64(Bytes.utf8("chorus"))))
        .isEqualTo("3c39b5e2437b3cd1");
    assertThat(SipHash.hash128(Bytes.utf8("chorus")).hex())
        .isEqualTo("4b24e8ed7805f959b25ff0ecc5928e3c");
  }

  private static String littleEndian(long value) {
    return String.format("%016x", Long.reverseBytes(value));
  }
}
