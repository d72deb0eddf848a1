package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeySlotTest {
  /// What CLUSTER KEYSLOT of Redis 7.0.15 answers.
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "k, 7629",
    "{, 4092",
    "{}, 15257",
    "{}a, 10875",
    "{a}, 15495",
    "a{b}c, 3300",
    "a{b, 13340",
    "a}b{c}d, 7365",
    "{{a}}, 10276",
    "foo{}{bar}, 8363",
    "123456789, 12739",
    "user1000, 3443"
  })
  void slotsAreThoseOfRedis(String key, int slot) {
    assertThat(KeySlot.of(Bytes.utf8(key))).isEqualTo(slot);
  }
}
