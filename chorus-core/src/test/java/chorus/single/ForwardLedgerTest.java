package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.wire.GatewayId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ForwardLedgerTest {
  private static final GatewayId ONE = new GatewayId(new NodeId("n1"), 1, 0);

  private final ForwardLedger ledger = new ForwardLedger();

  @Test
  void aRepeatedMessageIsTakenOnce() {
    assertThat(ledger.take(ONE, 7, 7)).isTrue();
    assertThat(ledger.take(ONE, 7, 7)).isFalse();
  }

  @Test
  void aMessageThatWasOvertakenIsStillTaken() {
    assertThat(ledger.take(ONE, 8, 7)).isTrue();
    assertThat(ledger.take(ONE, 7, 7)).isTrue();
    assertThat(ledger.take(ONE, 8, 7)).isFalse();
  }

  @Test
  void whatItsGatewayWaitsForNoMoreIsNotTaken() {
    ledger.take(ONE, 9, 9);
    assertThat(ledger.take(ONE, 8, 3)).isFalse();
  }

  @Test
  void anOldMessageBringsNothingForgottenBack() {
    ledger.take(ONE, 7, 7);
    ledger.take(ONE, 9, 9);
    assertThat(ledger.take(ONE, 7, 1)).isFalse();
    assertThat(ledger.take(ONE, 9, 1)).isFalse();
  }

  @Test
  void gatewaysAndTheirStartsAreToldApart() {
    ledger.take(ONE, 7, 7);
    assertThat(ledger.take(new GatewayId(new NodeId("n1"), 2, 0), 7, 1)).isTrue();
    assertThat(ledger.take(new GatewayId(new NodeId("n1"), 1, 1), 7, 1)).isTrue();
    assertThat(ledger.take(new GatewayId(new NodeId("n2"), 1, 0), 7, 1)).isTrue();
  }

  private record Sent(GatewayId gateway, long id, long lowestOpen) {}

  /// Gateways send, hear back and give up in any order; the network repeats and reorders.
  @Test
  void nothingIsTakenTwiceAndWhatIsOpenIsTakenOnce() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ForwardLedger tested = new ForwardLedger();
      TreeMap<Integer, TreeSet<Long>> open = new TreeMap<>();
      TreeMap<Integer, TreeSet<Long>> taken = new TreeMap<>();
      List<Sent> network = new ArrayList<>();
      long next = 1;
      for (int step = 0; step < 500; step++) {
        int number = random.nextInt(3);
        TreeSet<Long> mine = open.computeIfAbsent(number, _ -> new TreeSet<>());
        switch (random.nextInt(4)) {
          case 0 -> {
            mine.add(next);
            network.add(new Sent(gateway(number), next++, mine.first()));
          }
          case 1 ->
              mine.remove(mine.isEmpty() ? 0 : mine.floor(random.nextLong(mine.first(), next)));
          default -> {
            if (!network.isEmpty()) {
              int at = random.nextInt(network.size());
              Sent sent = random.nextBoolean() ? network.get(at) : network.remove(at);
              int from = sent.gateway().number();
              TreeSet<Long> before = taken.computeIfAbsent(from, _ -> new TreeSet<>());
              boolean now = tested.take(sent.gateway(), sent.id(), sent.lowestOpen());
              boolean isOpen = open.getOrDefault(from, new TreeSet<>()).contains(sent.id());
              assertThat(now && before.contains(sent.id())).as("twice, seed %d", seed).isFalse();
              assertThat(isOpen && !now && !before.contains(sent.id()))
                  .as("an open one never, seed %d", seed)
                  .isFalse();
              if (now) {
                before.add(sent.id());
              }
            }
          }
        }
      }
    }
  }

  @Test
  void itRemembersNoMoreThanItsGatewaysHaveOpen() {
    for (long id = 1; id <= 100_000; id++) {
      ledger.take(ONE, id, Math.max(1, id - 9));
      assertThat(ledger.size()).isLessThanOrEqualTo(10);
    }
  }

  private static GatewayId gateway(int number) {
    return new GatewayId(new NodeId("n1"), 1, number);
  }
}
