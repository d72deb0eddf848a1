package chorus.diverged;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import chorus.value.Meta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A store with two parts, the writes 3/1 to 3/4 and 3/5 to 3/6, and a leader that says what the
/// test wants.
final class CaretakerTest {
  private static final Selection ALL = Selection.all();

  private final MemoryDisk disk = new MemoryDisk();
  private final ManualEnv env = new ManualEnv(disk);
  private final Map<Long, RedoVerdict> verdicts = new TreeMap<>();
  private final List<Long> tried = new ArrayList<>();
  private DivergedStore store = opened();
  private Caretaker caretaker = new Caretaker(env, store);

  @BeforeEach
  void twoParts() {
    save(1, 2, 3, 4);
    save(5, 6);
  }

  @Test
  void aPageHoldsTheOldestAndSaysWhereToGoOn() {
    DivergedPage first = page(ALL, 5);
    assertThat(lsns(first)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(first.total()).isEqualTo(6);
    assertThat(first.next()).contains(at(5));
    DivergedPage second = page(new Selection.After(at(5)), 5);
    assertThat(lsns(second)).containsExactly(6L);
    assertThat(second.next()).isEmpty();
    assertThat(page(ALL, 6).next()).isEmpty();
  }

  @Test
  void aPageHoldsThoseThatAreNamed() {
    assertThat(lsns(page(these(6, 2, 9), 100))).containsExactly(2L, 6L);
  }

  @Test
  void largeWritesEndAPageEarlyButNotBeforeTheFirst() {
    byte[] large = new byte[(int) Limits.DIVERGED_BYTES];
    save(List.of(write(7, large), write(8, large)));
    DivergedPage page = page(new Selection.After(at(6)), 100);
    assertThat(lsns(page)).containsExactly(7L);
    assertThat(page.next()).contains(at(7));
  }

  @Test
  void aDamagedPartIsNamedAndTheOthersAreShown() {
    damageTheFirst();
    DivergedPage page = page(ALL, 100);
    assertThat(lsns(page)).containsExactly(5L, 6L);
    assertThat(page.problems()).singleElement().asString().contains("to-3-4", "is damaged");
  }

  @Test
  void whatIsAppliedOrWasThereLeavesTheStoreAndTheRestStays() {
    verdicts.put(2L, new RedoVerdict.Already());
    verdicts.put(3L, new RedoVerdict.Conflict(Bytes.utf8("k3")));
    verdicts.put(5L, new RedoVerdict.Flush());
    Redone redone = redo(ALL);
    assertThat(redone.applied()).isEqualTo(3);
    assertThat(redone.already()).isEqualTo(1);
    assertThat(redone.conflicts()).containsExactly(new Redone.Conflict(at(3), Bytes.utf8("k3")));
    assertThat(redone.flushes()).containsExactly(at(5));
    assertThat(redone.left()).isEqualTo(2);
    assertThat(redone.stopped()).isEmpty();
    assertThat(redone.next()).isEmpty();
    assertThat(tried).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertStored(3, 5);
  }

  @Test
  void onlyTheNamedAreAppliedAndTheMissingAreSaid() {
    Redone redone = redo(these(6, 2, 9));
    assertThat(tried).containsExactly(2L, 6L);
    assertThat(redone.missing()).containsExactly(at(9));
    assertStored(1, 3, 4, 5);
  }

  @Test
  void anErrorStopsItAndKeepsWhatWasDone() {
    verdicts.put(2L, new RedoVerdict.Refused("INDETERMINATE it may have happened"));
    Redone redone = redo(ALL);
    assertThat(redone.applied()).isEqualTo(1);
    assertThat(redone.stopped()).contains("INDETERMINATE it may have happened");
    assertThat(redone.left()).isEqualTo(5);
    assertThat(tried).containsExactly(1L, 2L);
    assertStored(2, 3, 4, 5, 6);
  }

  @Test
  void aPartOfWhichAllIsDoneIsGoneFromTheDisk() {
    redo(ALL);
    assertThat(disk.paths()).isEmpty();
    assertStored();
  }

  @Test
  void aDamagedPartStaysAndTheOthersAreApplied() {
    damageTheFirst();
    Redone redone = redo(ALL);
    assertThat(redone.applied()).isEqualTo(2);
    assertThat(redone.problems()).singleElement().asString().contains("is damaged");
    assertThat(redone.left()).isEqualTo(4);
  }

  @Test
  void oneCallTriesNoMoreThanTheLimitAndSaysWhereToGoOn() {
    long end = 10 + Limits.DIVERGED_WRITES;
    save(LongStream.rangeClosed(7, end).toArray());
    Redone redone = redo(ALL);
    assertThat(redone.applied()).isEqualTo(Limits.DIVERGED_WRITES);
    assertThat(redone.next()).contains(at(Limits.DIVERGED_WRITES));
    assertThat(redone.left()).isEqualTo(10);
    assertThat(redo(new Selection.After(redone.next().orElseThrow())).applied()).isEqualTo(10);
    assertStored();
  }

  @Test
  void oneCallDoesNotGoOnForEver() {
    List<Redone> heard = new ArrayList<>();
    List<Runnable> open = new ArrayList<>();
    caretaker.redo(
        ALL,
        (write, done) -> open.add(() -> done.accept(new RedoVerdict.Applied())),
        taking(heard));
    env.settle();
    env.advance(Duration.ofMillis(Limits.DIVERGED_APPLY_MILLIS));
    open.getFirst().run();
    env.settle();
    assertThat(open).hasSize(1);
    assertThat(heard).singleElement().extracting(Redone::next).hasToString("Optional[3/1]");
    assertStored(2, 3, 4, 5, 6);
  }

  @Test
  void oneChangeAtATime() {
    List<Consumer<RedoVerdict>> open = new ArrayList<>();
    List<Redone> heard = new ArrayList<>();
    caretaker.redo(these(1), (write, done) -> open.add(done), taking(heard));
    env.settle();
    List<String> refused = new ArrayList<>();
    caretaker.redo(ALL, this::answer, result -> refused.add(code(result)));
    caretaker.discard(ALL, result -> refused.add(code(result)));
    env.settle();
    assertThat(refused).containsExactly("REFUSED", "REFUSED");
    assertThat(tried).isEmpty();
    open.getFirst().accept(new RedoVerdict.Applied());
    env.settle();
    assertThat(heard).hasSize(1);
    assertThat(redo(ALL).applied()).isEqualTo(5);
  }

  @Test
  void whatIsDiscardedIsGoneAndNothingElse() {
    Discarded discarded = discard(these(2, 4, 9));
    assertThat(discarded).isEqualTo(new Discarded(2, List.of(at(9)), 4));
    assertStored(1, 3, 5, 6);
    assertThat(discard(ALL)).isEqualTo(new Discarded(4, List.of(), 0));
    assertThat(disk.paths()).isEmpty();
  }

  @Test
  void aDamagedPartCanOnlyBeDiscardedAsAWhole() {
    damageTheFirst();
    List<String> refused = new ArrayList<>();
    caretaker.discard(these(2), result -> refused.add(code(result)));
    env.settle();
    assertThat(refused).containsExactly("CORRUPT");
    assertThat(discard(ALL)).isEqualTo(new Discarded(6, List.of(), 0));
    assertThat(disk.paths()).isEmpty();
  }

  private DivergedStore opened() {
    List<DivergedStore> found = new ArrayList<>();
    DivergedStore.open(env, "d", part -> false, taking(found));
    env.settle();
    return found.getFirst();
  }

  private void save(long... lsns) {
    save(LongStream.of(lsns).mapToObj(lsn -> write(lsn, new byte[1])).toList());
  }

  private void save(List<DivergedWrite> writes) {
    DivergedPart part =
        new DivergedPart(
            new Epoch(4),
            writes.getFirst().position(),
            writes.getLast().position(),
            5,
            writes.size());
    store.save(part, writes, result -> assertThat(result).isInstanceOf(Result.Ok.class));
    env.settle();
  }

  private static DivergedWrite write(long lsn, byte[] value) {
    Bytes key = Bytes.utf8("k" + lsn);
    Image after = Image.of(key, new Meta.OfString(Bytes.of(value), 0));
    return new DivergedWrite(
        at(lsn),
        Hlc.of(lsn, 0),
        false,
        List.of(),
        List.of(new KeyChange(key, new Image.Absent(), after, List.of())));
  }

  private static LogPosition at(long lsn) {
    return new LogPosition(new Epoch(3), new Lsn(lsn));
  }

  private static Selection these(int... lsns) {
    return new Selection.These(
        new TreeSet<>(IntStream.of(lsns).mapToObj(CaretakerTest::at).toList()));
  }

  private void damageTheFirst() {
    disk.flip(disk.paths().stream().sorted().toList().getFirst(), 300);
  }

  private void answer(DivergedWrite write, Consumer<RedoVerdict> done) {
    long lsn = write.position().lsn().number();
    tried.add(lsn);
    done.accept(verdicts.getOrDefault(lsn, new RedoVerdict.Applied()));
  }

  private DivergedPage page(Selection which, int count) {
    List<DivergedPage> heard = new ArrayList<>();
    caretaker.page(which, count, taking(heard));
    env.settle();
    return heard.getFirst();
  }

  private Redone redo(Selection which) {
    List<Redone> heard = new ArrayList<>();
    caretaker.redo(which, this::answer, taking(heard));
    env.settle();
    return heard.getFirst();
  }

  private Discarded discard(Selection which) {
    List<Discarded> heard = new ArrayList<>();
    caretaker.discard(which, taking(heard));
    env.settle();
    return heard.getFirst();
  }

  private static <T> Completion<T> taking(Collection<T> values) {
    return result -> values.add(((Result.Ok<T>) result).value());
  }

  private static String code(Result<?> result) {
    return ((Result.Failed<?>) result).fault().code();
  }

  private static List<Long> lsns(DivergedPage page) {
    return page.entries().stream().map(each -> each.write().position().lsn().number()).toList();
  }

  /// Now, and after a restart.
  private void assertStored(long... lsns) {
    List<Long> expected = LongStream.of(lsns).boxed().toList();
    assertThat(lsns(page(ALL, 100))).isEqualTo(expected);
    store = opened();
    caretaker = new Caretaker(env, store);
    assertThat(lsns(page(ALL, 100))).isEqualTo(expected);
    assertThat(store.writes()).isEqualTo(expected.size());
  }
}
