package chorus.command.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// BITOP's result, bit by bit, for strings of different lengths.
final class BitLogicTest {

  @ParameterizedTest
  @EnumSource
  void everyBitIsThatOfTheBitsInItsPlace(BitLogic logic) {
    var random = new SplittableRandom(5);
    for (int step = 0; step < 2_000; step++) {
      List<Bytes> sources = sources(random, logic == BitLogic.NOT ? 1 : 1 + random.nextInt(4));
      Bytes result = logic.over(sources);
      assertThat(result.length())
          .isEqualTo(sources.stream().mapToInt(Bytes::length).max().orElseThrow());
      for (long bit = 0; bit < (long) result.length() * Byte.SIZE; bit++) {
        assertThat(at(result, bit)).isEqualTo(expected(logic, sources, bit));
      }
    }
  }

  private static long expected(BitLogic logic, List<Bytes> sources, long bit) {
    long[] bits = sources.stream().mapToLong(source -> at(source, bit)).toArray();
    long result = bits[0];
    for (int i = 1; i < bits.length; i++) {
      result =
          switch (logic) {
            case AND -> result & bits[i];
            case OR -> result | bits[i];
            case XOR -> result ^ bits[i];
            case NOT -> throw new AssertionError("NOT has one source");
          };
    }
    return logic == BitLogic.NOT ? 1 - result : result;
  }

  private static long at(Bytes string, long bit) {
    return Bits.read(string.array(), bit, 1);
  }

  private static List<Bytes> sources(SplittableRandom random, int count) {
    var sources = new ArrayList<Bytes>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[random.nextInt(12)];
      random.nextBytes(content);
      sources.add(Bytes.wrap(content));
    }
    return sources;
  }
}
