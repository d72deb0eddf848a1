package chorus.command.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// SET and INCRBY of every type, on numbers around its limits and at random, against numbers of any
/// size.
final class FieldStepTest {
  private static final int OFFSET = 3;

  static Stream<FieldType> types() {
    return Stream.concat(
        IntStream.rangeClosed(1, 64).mapToObj(width -> new FieldType(true, width)),
        IntStream.rangeClosed(1, 63).mapToObj(width -> new FieldType(false, width)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aNumberIsHeldAsFarAsTheTypeAndTheOverflowAllow(FieldType type) {
    for (Overflow overflow : Overflow.values()) {
      for (long before : numbers(type)) {
        for (long number : numbers(type)) {
          set(type, overflow, type.wrapped(before), number);
          increment(type, overflow, type.wrapped(before), number);
        }
      }
    }
  }

  @Test
  void aTypeHasItsLimits() {
    assertThat(new FieldType(true, 8)).returns(-128L, FieldType::min).returns(127L, FieldType::max);
    assertThat(new FieldType(false, 8)).returns(0L, FieldType::min).returns(255L, FieldType::max);
    assertThat(FieldType.of(Bytes.utf8("i64")))
        .returns(Long.MIN_VALUE, FieldType::min)
        .returns(Long.MAX_VALUE, FieldType::max);
    assertThat(FieldType.of(Bytes.utf8("u63"))).returns(Long.MAX_VALUE, FieldType::max);
    assertThat(FieldType.of(Bytes.utf8("i1")))
        .returns(-1L, FieldType::min)
        .returns(0L, FieldType::max);
  }

  private static void set(FieldType type, Overflow overflow, long before, long number) {
    BigInteger meant =
        type.signed() || number >= 0 ? big(number) : big(number).add(BigInteger.TWO.pow(64));
    Optional<BigInteger> held = held(type, overflow, meant);
    var step = new FieldStep.Set(new Field(type, OFFSET), number, overflow);
    check(step, before, held, held.map(any -> big(before)));
  }

  private static void increment(FieldType type, Overflow overflow, long before, long increment) {
    Optional<BigInteger> held = held(type, overflow, big(before).add(big(increment)));
    var step = new FieldStep.IncrBy(new Field(type, OFFSET), increment, overflow);
    check(step, before, held, held);
  }

  private static void check(
      FieldStep step, long before, Optional<BigInteger> held, Optional<BigInteger> answer) {
    byte[] content = new byte[9];
    step.field().write(content, before);
    assertThat(step.run(content))
        .as("%s over %d", step, before)
        .isEqualTo(answer.map(number -> Reply.integer(number.longValueExact())).orElse(Reply.NULL));
    long after = held.map(BigInteger::longValueExact).orElse(before);
    assertThat(step.field().read(content)).as("%s over %d", step, before).isEqualTo(after);
    assertThat(new FieldStep.Get(step.field()).run(content)).isEqualTo(Reply.integer(after));
    assertThat(Bits.read(content, 0, OFFSET)).isZero();
    assertThat(Bits.read(content, step.field().end(), 64)).isZero();
  }

  private static Optional<BigInteger> held(FieldType type, Overflow overflow, BigInteger number) {
    BigInteger size = BigInteger.TWO.pow(type.width());
    BigInteger min = type.signed() ? size.shiftRight(1).negate() : BigInteger.ZERO;
    BigInteger max = min.add(size).subtract(BigInteger.ONE);
    if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
      return Optional.of(number);
    }
    return switch (overflow) {
      case WRAP -> Optional.of(number.subtract(min).mod(size).add(min));
      case SAT -> Optional.of(number.min(max).max(min));
      case FAIL -> Optional.empty();
    };
  }

  private static List<Long> numbers(FieldType type) {
    var random = new SplittableRandom(type.width());
    var numbers = new ArrayList<Long>();
    for (long near : new long[] {0, type.min(), type.max(), Long.MIN_VALUE, Long.MAX_VALUE}) {
      numbers.addAll(List.of(near - 1, near, near + 1));
    }
    for (int i = 0; i < 10; i++) {
      numbers.add(random.nextLong() >> random.nextInt(64));
    }
    return numbers;
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }
}
