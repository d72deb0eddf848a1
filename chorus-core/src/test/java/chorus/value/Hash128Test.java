package chorus.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Hash128Test {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

  @Test
  void sumsAreModuloTwoToThe128() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      Hash128 one = any(random);
      Hash128 other = any(random);
      assertThat(number(one.plus(other))).isEqualTo(number(one).add(number(other)).mod(MODULUS));
      assertThat(number(one.minus(other)))
          .isEqualTo(number(one).subtract(number(other)).mod(MODULUS));
    }
  }

  @Test
  void carriesAndBorrowsAcrossTheHalves() {
    Hash128 lowFull = new Hash128(0, -1);
    assertThat(lowFull.plus(new Hash128(0, 1))).isEqualTo(new Hash128(1, 0));
    assertThat(new Hash128(1, 0).minus(new Hash128(0, 1))).isEqualTo(lowFull);
    assertThat(Hash128.ZERO.minus(new Hash128(0, 1))).isEqualTo(new Hash128(-1, -1));
  }

  private static Hash128 any(SplittableRandom random) {
    long low = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextLong();
    return new Hash128(random.nextLong(), low);
  }

  private static BigInteger number(Hash128 hash) {
    return new BigInteger(hash.hex(), 16);
  }
}
