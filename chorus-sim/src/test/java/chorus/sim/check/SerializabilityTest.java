package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sim.check.Anomaly.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Histories that break strict serializability in each way that there is, and some that do not.
class SerializabilityTest {
  @Test
  void emptyHistoryIsSerializable() {
    accepted();
  }

  @Test
  void transactionsAtTheSameTimeMayHappenInAnyOrder() {
    accepted(
        done(0, 100, append("x", "1", 2), append("y", "2", 2)),
        done(0, 100, append("y", "3", 1), append("x", "4", 1)),
        done(0, 100, read("x"), read("y")),
        done(110, 120, read("x", "4", "1"), read("y", "3", "2")));
  }

  @Test
  void transactionSeesItsOwnAppends() {
    accepted(
        done(0, 10, append("x", "1", 1)),
        done(20, 30, read("x", "1"), append("x", "2", 2), read("x", "1", "2")));
    accepted(done(0, 10, append("x", "1", 1), append("x", "2", 2), read("x", "1", "2")));
  }

  @Test
  void transactionThatDoesNotSeeItsOwnAppendIsInternal() {
    refused(Kind.INTERNAL, done(0, 10, append("x", "1", 1), read("x")));
    refused(
        Kind.INTERNAL,
        done(0, 10, append("x", "0", 1)),
        done(20, 30, read("x", "0"), append("x", "1", 2), read("x", "0")));
  }

  @Test
  void listThatOthersChangeWithinATransactionIsInternal() {
    refused(
        Kind.INTERNAL, done(0, 10, append("x", "1", 1)), done(0, 10, read("x"), read("x", "1")));
    refused(
        Kind.INTERNAL,
        done(0, 10, append("x", "1", 1)),
        done(0, 10, read("x"), append("x", "2", 2)));
    refused(
        Kind.INTERNAL,
        done(0, 10, append("x", "1", 2)),
        done(0, 10, append("x", "2", 1), append("x", "3", 3)));
  }

  @Test
  void transactionThatReadsWhatItAppendsLaterIsInternal() {
    refused(Kind.INTERNAL, done(0, 10, read("x", "1"), append("x", "1", 2)));
  }

  @Test
  void valueReadTwiceIsFound() {
    refused(Kind.TWICE, done(0, 10, append("x", "1", 1)), done(20, 30, read("x", "1", "1")));
  }

  @Test
  void valueThatNobodyWroteIsFound() {
    refused(Kind.UNWRITTEN, done(0, 10, read("x", "1")));
    refused(Kind.UNWRITTEN, done(0, 10, append("x", "1", 1)), done(0, 10, read("y", "1")));
  }

  @Test
  void valueOfAFailedTransactionIsAnAbortedRead() {
    refused(Kind.G1A, failed(0, 10, asked("x", "1")), done(5, 30, read("x", "1")));
    accepted(failed(0, 10, asked("x", "1")), done(5, 30, read("x")));
  }

  @Test
  void halfOfATransactionIsAnIntermediateRead() {
    refused(
        Kind.G1B,
        done(0, 10, append("x", "1", 1), append("x", "2", 2)),
        done(0, 30, read("x", "1")),
        done(40, 50, read("x", "1", "2")));
    refused(
        Kind.G1B,
        done(0, 10, append("x", "1", 1), append("x", "2", 2)),
        done(0, 30, read("x", "1")));
    refused(Kind.G1B, open(0, asked("x", "1"), asked("x", "2")), done(0, 30, read("x", "1")));
  }

  @Test
  void readsThatDoNotBeginAlikeAreIncompatible() {
    refused(
        Kind.INCOMPATIBLE_ORDERS,
        open(0, asked("x", "1")),
        open(0, asked("x", "2")),
        done(0, 30, read("x", "1")),
        done(0, 30, read("x", "2", "1")));
  }

  @Test
  void appendThatNoLaterReadHoldsIsLost() {
    refused(Kind.LOST_APPEND, done(0, 10, append("x", "1", 1)), done(20, 30, read("x")));
    refused(
        Kind.LOST_APPEND,
        done(0, 10, append("x", "1", 1)),
        done(20, 30, append("x", "2", 1)),
        done(40, 50, read("x", "2")));
  }

  @Test
  void lengthThatDoesNotFitIsFound() {
    refused(Kind.LENGTH, done(0, 10, append("x", "1", 1)), done(0, 10, append("x", "2", 1)));
    refused(Kind.LENGTH, done(0, 10, append("x", "1", 2)), done(20, 30, read("x", "1")));
    refused(Kind.LENGTH, done(0, 10, append("x", "1", 2)));
    accepted(open(0, asked("x", "0")), done(0, 10, append("x", "1", 2)));
    refused(
        Kind.LENGTH,
        done(0, 40, append("x", "1", 1)),
        open(0, asked("x", "2")),
        done(0, 30, read("x", "2")));
  }

  @Test
  void appendsInOppositeOrdersAreAWriteCycle() {
    refused(
        Kind.G0,
        done(0, 10, append("x", "1", 1), append("y", "2", 2)),
        done(0, 10, append("x", "3", 2), append("y", "4", 1)));
    refused(
        Kind.G0,
        open(0, asked("x", "1"), asked("y", "2")),
        open(0, asked("x", "3"), asked("y", "4")),
        done(0, 10, read("x", "1", "3")),
        done(0, 10, read("y", "4", "2")));
  }

  @Test
  void transactionsThatReadEachOtherAreCircularInformation() {
    refused(
        Kind.G1C,
        done(0, 10, append("x", "1", 1), read("y", "2")),
        done(0, 10, append("y", "2", 1), read("x", "1")));
  }

  @Test
  void aFracturedReadIsACycleWithOneAntiDependency() {
    refused(
        Kind.G_SINGLE,
        done(0, 10, append("x", "1", 1), append("y", "2", 1)),
        done(0, 10, read("x", "1"), read("y")));
  }

  @Test
  void halfOfAnOpenTransactionIsACycleWithOneAntiDependency() {
    refused(
        Kind.G_SINGLE,
        open(0, asked("x", "1"), asked("y", "2")),
        done(0, 10, read("x", "1"), read("y")));
  }

  @Test
  void restOfAnOpenTransactionThatWasSeenIsThereFromThenOn() {
    refused(
        Kind.G_SINGLE_IN_REAL_TIME,
        open(0, asked("x", "1"), asked("y", "2")),
        done(0, 10, read("x", "1")),
        done(20, 30, read("y")));
  }

  @Test
  void aLostUpdateIsACycleWithOneAntiDependency() {
    refused(
        Kind.G_SINGLE,
        done(0, 10, append("y", "1", 1), append("x", "2", 1)),
        done(0, 10, read("x"), append("y", "3", 2)));
  }

  @Test
  void writeSkewIsACycleWithTwoAntiDependencies() {
    refused(
        Kind.G2,
        done(0, 10, read("x"), append("y", "1", 1)),
        done(0, 10, read("y"), append("x", "2", 1)));
  }

  @Test
  void aLongForkIsACycleWithTwoAntiDependencies() {
    refused(
        Kind.G2,
        done(0, 10, append("x", "1", 1)),
        done(0, 10, append("y", "2", 1)),
        done(0, 20, read("x", "1"), read("y")),
        done(0, 20, read("x"), read("y", "2")));
  }

  @Test
  void laterAppendThatStandsBeforeIsAWriteCycleInRealTime() {
    refused(
        Kind.G0_IN_REAL_TIME, done(0, 10, append("x", "1", 2)), done(20, 30, append("x", "2", 1)));
  }

  @Test
  void readOfTheFutureIsCircularInformationInRealTime() {
    refused(Kind.G1C_IN_REAL_TIME, done(0, 10, read("x", "1")), done(20, 30, append("x", "1", 1)));
    refused(Kind.G1C_IN_REAL_TIME, done(0, 10, read("x", "1")), open(20, asked("x", "1")));
  }

  @Test
  void staleReadIsACycleWithOneAntiDependencyInRealTime() {
    refused(
        Kind.G_SINGLE_IN_REAL_TIME,
        done(0, 10, append("x", "1", 1)),
        done(20, 30, append("x", "2", 2)),
        done(40, 50, read("x", "1")),
        done(60, 70, read("x", "1", "2")));
  }

  @Test
  void longForkAcrossTwoReadsIsACycleWithTwoAntiDependenciesInRealTime() {
    refused(
        Kind.G2_IN_REAL_TIME,
        done(0, 100, append("x", "1", 1)),
        done(0, 100, append("y", "2", 1)),
        done(10, 20, read("x", "1")),
        done(30, 40, read("y")),
        done(0, 100, read("y", "2"), read("x")));
  }

  @Test
  void openTransactionMayHappenLateOrNever() {
    accepted(
        open(0, asked("x", "1")),
        done(20, 30, read("x")),
        done(40, 50, append("x", "2", 1)),
        done(60, 70, read("x", "2")),
        done(80, 90, read("x", "2", "1")));
    accepted(open(0, asked("x", "1")), done(20, 30, read("x")), done(40, 50, append("x", "2", 1)));
  }

  @Test
  void eachTransactionIsInOneCycleAtMost() {
    refused(
        Kind.G0,
        done(0, 10, append("x", "1", 1), append("y", "2", 2), read("z")),
        done(0, 10, append("x", "3", 2), append("y", "4", 1), append("z", "5", 1)));
  }

  @Test
  void explanationTellsTheCycle() {
    List<Anomaly> found =
        Serializability.check(
            List.of(
                done(0, 10_000, append("x", "1", 1)),
                done(20_000, 30_000, append("x", "2", 2)),
                done(40_000, 50_000, read("x", "1")),
                done(60_000, 70_000, read("x", "1", "2"))));

    assertThat(found.getFirst())
        .hasToString(
            """
            G-single in real time: a cycle with one anti-dependency, by way of real time: T2 < T1 < T2
                T2 = c1 @40..50 committed: read x as [1]
                T1 = c1 @20..30 committed: append 2 to x as number 2
                T2 < T1: T2 read x up to 1, and T1 appended 2 behind
                T1 < T2: T1 returned before T2 was invoked\
            """);
  }

  @Test
  void explanationKeepsToTheListsThatItIsAbout() {
    List<Anomaly> found =
        Serializability.check(
            List.of(
                done(0, 10_000, append("x", "1", 1), append("y", "2", 1)),
                done(20_000, 30_000, read("x"))));

    assertThat(found.getFirst())
        .hasToString(
            """
            lost append: 1 in x, which nobody read, not even later
                T0 = c1 @0..10 committed: append 1 to x as number 1, and 1 on other lists
                T1 = c1 @20..30 committed: read x as []\
            """);
  }

  private static ListOperation append(String key, String value, int length) {
    return ListOperation.Append.answered(key, value, length);
  }

  private static ListOperation asked(String key, String value) {
    return ListOperation.Append.unanswered(key, value);
  }

  private static ListOperation read(String key, String... values) {
    return new ListOperation.Read(key, List.of(values));
  }

  private static ListTransaction done(long from, long to, ListOperation... operations) {
    return ListTransaction.committed(1, List.of(operations), from, to);
  }

  private static ListTransaction failed(long from, long to, ListOperation... operations) {
    return ListTransaction.failed(2, List.of(operations), from, to);
  }

  private static ListTransaction open(long from, ListOperation... operations) {
    return ListTransaction.open(3, List.of(operations), from);
  }

  private static void accepted(ListTransaction... history) {
    assertThat(Serializability.check(List.of(history))).isEmpty();
  }

  private static void refused(Kind kind, ListTransaction... history) {
    assertThat(Serializability.check(List.of(history)))
        .extracting(Anomaly::kind)
        .containsExactly(kind);
  }
}
