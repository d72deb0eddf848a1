package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.command.Outcome;
import chorus.env.Timer;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.single.Parked.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ParkedTest {
  private final Parked parked = new Parked();
  private long sequence;
  private final List<String> cancelled = new ArrayList<>();

  @Test
  void whoWaitsForAKeyIsWokenInTheOrderOfComing() {
    Waiter first = park("first", "b");
    Waiter second = park("second", "a", "b");
    Waiter third = park("third", "b");
    assertThat(parked.wake(Bytes.utf8("b"))).containsExactly(first, second, third);
  }

  @Test
  void whoIsWokenWaitsForNoOtherKeyEither() {
    Waiter waiter = park("one", "a", "b");
    Waiter other = park("other", "b");
    assertThat(parked.wake(Bytes.utf8("a"))).containsExactly(waiter);
    assertThat(parked.wake(Bytes.utf8("b"))).containsExactly(other);
    assertThat(parked.isEmpty()).isTrue();
  }

  @Test
  void wakingCancelsTheTimer() {
    park("one", "a");
    park("two", "b");
    parked.wake(Bytes.utf8("a"));
    assertThat(cancelled).containsExactly("one");
  }

  @Test
  void aKeyThatNobodyWaitsForWakesNobody() {
    park("one", "a");
    assertThat(parked.wake(Bytes.utf8("x"))).isEmpty();
    assertThat(parked.isEmpty()).isFalse();
  }

  @Test
  void aKeyThatIsNamedTwiceWakesOnce() {
    Waiter waiter = park("one", "a", "a");
    assertThat(parked.wake(Bytes.utf8("a"))).containsExactly(waiter);
    assertThat(parked.isEmpty()).isTrue();
  }

  @Test
  void whoGivesUpIsNotWoken() {
    Waiter waiter = park("one", "a", "b");
    parked.remove(waiter);
    assertThat(parked.wake(Bytes.utf8("a"))).isEmpty();
    assertThat(parked.wake(Bytes.utf8("b"))).isEmpty();
    assertThat(parked.isEmpty()).isTrue();
  }

  @Test
  void aBatchThatParksAgainIsWhereItWas() {
    Waiter first = park("first", "a", "b");
    Waiter second = park("second", "a");
    Waiter third = park("third", "b");
    assertThat(parked.wake(Bytes.utf8("b"))).containsExactly(first, third);
    parked.add(third);
    parked.add(first);
    assertThat(parked.wake(Bytes.utf8("a"))).containsExactly(first, second);
  }

  @Test
  void theEndTakesEverybodyOnceAndCancelsEveryTimer() {
    Waiter one = park("one", "a", "b");
    Waiter two = park("two", "b", "c");
    Waiter patient = waiter(null, "c");
    parked.add(patient);
    assertThat(parked.takeAll()).containsExactlyInAnyOrder(one, two, patient);
    assertThat(cancelled).containsExactlyInAnyOrder("one", "two");
    assertThat(parked.isEmpty()).isTrue();
    assertThat(parked.takeAll()).isEmpty();
  }

  @Test
  void everybodyIsCountedOnce() {
    Waiter one = park("one", "a", "b");
    Waiter two = park("two", "b");
    assertThat(parked.size()).isEqualTo(2);
    assertThat(parked.all()).containsExactly(one, two);
    parked.wake(Bytes.utf8("b"));
    assertThat(parked.size()).isZero();
  }

  private Waiter park(String name, String... keys) {
    Waiter waiter = waiter(() -> cancelled.add(name), keys);
    parked.add(waiter);
    return waiter;
  }

  private Waiter waiter(@Nullable Timer timer, String... keys) {
    List<Bytes> waitsFor = Stream.of(keys).map(Bytes::utf8).toList();
    return new Waiter(
        run(), new Outcome.Park(waitsFor, Duration.ZERO, Reply.NULL), Lsn.NONE, timer);
  }

  private BatchRun run() {
    return new BatchRun(new RecordedAnswer().batch("BLPOP a"), sequence++, 100);
  }
}
