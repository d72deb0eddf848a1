package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sim.check.Linearizability.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
  private static final KeyOperation GET = new KeyOperation.Get();

  @Test
  void emptyHistoryIsLinearizable() {
    accepted();
  }

  @Test
  void concurrentWritesMayTakeEffectInAnyOrder() {
    accepted(
        done(1, set("a"), 0, 10, "OK"), done(2, set("b"), 0, 10, "OK"), done(3, GET, 20, 30, "a"));
    accepted(
        done(1, set("a"), 0, 10, "OK"), done(2, set("b"), 0, 10, "OK"), done(3, GET, 20, 30, "b"));
  }

  @Test
  void staleReadIsRefused() {
    refused(
        done(1, set("a"), 0, 10, "OK"), done(1, set("b"), 20, 30, "OK"), done(2, GET, 40, 50, "a"));
  }

  @Test
  void lostWriteIsRefused() {
    refused(done(1, set("a"), 0, 10, "OK"), done(2, GET, 20, 30, "(nil)"));
  }

  @Test
  void lostUpdateIsRefused() {
    KeyOperation increment = new KeyOperation.Increment();
    refused(done(1, increment, 0, 10, "1"), done(2, increment, 5, 15, "1"));
    accepted(done(1, increment, 0, 10, "2"), done(2, increment, 5, 15, "1"));
  }

  @Test
  void readsThatGoBackAreRefused() {
    refused(
        done(1, set("a"), 0, 10, "OK"),
        done(1, set("b"), 20, 100, "OK"),
        done(2, GET, 30, 40, "b"),
        done(3, GET, 50, 60, "a"));
  }

  @Test
  void abortedWriteThatIsReadIsRefused() {
    refused(done(1, set("a"), 0, 10, "OK"), done(2, GET, 20, 30, "never written"));
  }

  @Test
  void openWriteMayTakeEffectLateOrNever() {
    accepted(
        done(1, set("a"), 0, 10, "OK"),
        KeyEvent.open(2, set("b"), 5),
        done(1, GET, 20, 30, "a"),
        done(1, GET, 40, 50, "b"));
    accepted(
        done(1, set("a"), 0, 10, "OK"), KeyEvent.open(2, set("b"), 5), done(1, GET, 9, 30, "a"));
  }

  @Test
  void openWriteTakesEffectOnceAtMost() {
    refused(
        KeyEvent.open(2, new KeyOperation.Append("x"), 0),
        done(1, GET, 20, 30, "x"),
        done(1, GET, 40, 50, "xx"));
  }

  @Test
  void openWriteDoesNotTakeEffectBeforeItBegan() {
    refused(done(1, GET, 0, 10, "b"), KeyEvent.open(2, set("b"), 20));
  }

  @Test
  void hashFieldsAreOneObject() {
    KeyOperation all = new KeyOperation.GetAllFields();
    accepted(
        done(1, new KeyOperation.SetField("f", "1"), 0, 10, "1"),
        done(1, new KeyOperation.SetField("g", "2"), 20, 30, "1"),
        done(2, all, 40, 50, "{f=1, g=2}"));
    refused(
        done(1, new KeyOperation.SetField("f", "1"), 0, 10, "1"),
        done(1, new KeyOperation.SetField("g", "2"), 20, 30, "1"),
        done(2, all, 40, 50, "{g=2}"));
  }

  @Test
  void deletedHashComesBackEmptyHanded() {
    refused(
        done(1, new KeyOperation.SetField("f", "1"), 0, 10, "1"),
        done(1, new KeyOperation.Delete(), 20, 30, "1"),
        done(1, new KeyOperation.SetField("g", "2"), 40, 50, "1"),
        done(2, new KeyOperation.GetAllFields(), 60, 70, "{f=1, g=2}"));
  }

  @Test
  void longHistoriesAreDecidedQuickly() {
    var random = new SplittableRandom(1);
    var history = new ArrayList<KeyEvent>();
    KeyState state = KeyState.ABSENT;
    long now = 0;
    for (int i = 0; i < 2000; i++) {
      KeyOperation operation = random.nextBoolean() ? GET : set("v" + i);
      KeyOperation.Step step = operation.on(state);
      state = step.next();
      now += 10;
      history.add(
          done(
              i % 8, operation, now - random.nextInt(60), now + random.nextInt(60), step.answer()));
      if (i % 50 == 0) {
        history.add(KeyEvent.open(9, set("open" + i), now));
      }
    }
    assertThat(Linearizability.check(history, 200_000)).isInstanceOf(Finding.Linearizable.class);
  }

  private static KeyOperation set(String value) {
    return new KeyOperation.Set(value);
  }

  private static KeyEvent done(int client, KeyOperation op, long from, long to, String answer) {
    return KeyEvent.answered(client, op, from, to, answer);
  }

  private static void accepted(KeyEvent... history) {
    assertThat(Linearizability.check(List.of(history), 10_000))
        .isInstanceOf(Finding.Linearizable.class);
  }

  private static void refused(KeyEvent... history) {
    assertThat(Linearizability.check(List.of(history), 10_000))
        .isInstanceOf(Finding.NotLinearizable.class);
  }
}
