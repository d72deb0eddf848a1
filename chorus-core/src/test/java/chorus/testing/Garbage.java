package chorus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.value.Malformed;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Feeds a decoder what no encoder wrote: random bytes, and valid ones that were cut, extended or
/// changed.
public final class Garbage {
  private Garbage() {}

  /// A strict decoder refuses garbage as [Malformed] and in no other way, and what it does take is
  /// exactly what its encoder writes. `again` decodes and encodes.
  public static void refused(List<Bytes> valid, int times, UnaryOperator<Bytes> again) {
    SplittableRandom random = new SplittableRandom(times);
    int refused = 0;
    for (int time = 0; time < times; time++) {
      Bytes input = random.nextInt(8) == 0 ? noise(random) : changed(valid, random);
      try {
        assertThat(again.apply(input)).as("decoded and encoded again").isEqualTo(input);
      } catch (Malformed expected) {
        refused++;
      } catch (RuntimeException surprise) {
        throw new AssertionError("time " + time + ", input " + hex(input), surprise);
      }
    }
    assertThat(refused).as("inputs that were refused").isGreaterThan(times / 4);
  }

  private static Bytes noise(SplittableRandom random) {
    byte[] content = new byte[random.nextInt(40)];
    random.nextBytes(content);
    if (content.length > 0) {
      content[0] = (byte) random.nextInt(20);
    }
    return Bytes.wrap(content);
  }

  private static Bytes changed(List<Bytes> valid, SplittableRandom random) {
    byte[] content = valid.get(random.nextInt(valid.size())).toArray();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      int at = random.nextInt(content.length + 1);
      switch (random.nextInt(4)) {
        case 0 -> content = Arrays.copyOf(content, at);
        case 1 -> content = Arrays.copyOf(content, content.length + random.nextInt(4));
        default -> {
          if (at < content.length) {
            content[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(16));
          }
        }
      }
    }
    return Bytes.wrap(content);
  }

  private static String hex(Bytes input) {
    return java.util.HexFormat.of().formatHex(input.toArray());
  }
}
