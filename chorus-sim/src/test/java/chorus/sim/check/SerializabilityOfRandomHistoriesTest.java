package chorus.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sim.check.Anomaly.Kind;
import chorus.sim.check.ListOperation.Read;
import chorus.sim.check.ListTransaction.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Serial executions as clients that overlap see them are accepted; one mistake in them is not.
class SerializabilityOfRandomHistoriesTest {
  private static final int SEEDS = 200;

  @Test
  void serialExecutionsWithOverlappingTimesAreAccepted() {
    for (int seed = 0; seed < 2 * SEEDS; seed++) {
      assertThat(Serializability.check(SerialExecution.drawn(seed, 120, 3)))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneMistakeIsFound(Mistake mistake) {
    int made = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      List<ListTransaction> history = SerialExecution.drawn(seed, 120, 3);
      List<ListTransaction> wrong = mistake.in(history, new SplittableRandom(seed));
      if (!wrong.isEmpty()) {
        made++;
        assertThat(Serializability.check(wrong))
            .as("seed %d", seed)
            .isNotEmpty()
            .allMatch(each -> namesOf(mistake).contains(each.kind()), "looks like " + mistake);
      }
    }
    assertThat(made).isGreaterThan(SEEDS / 2);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void longHistoriesAreDecidedQuickly() {
    List<ListTransaction> history = SerialExecution.drawn(1, 5000, 5);
    assertThat(Serializability.check(history)).isEmpty();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void longHistoriesThatAreWrongAllOverAreDecidedQuickly() {
    var history = new ArrayList<ListTransaction>();
    for (ListTransaction each : SerialExecution.drawn(1, 5000, 5)) {
      history.add(Mistake.at(each, -each.invokedNanos()));
    }
    assertThat(Serializability.check(history)).isNotEmpty();
  }

  /// What each may be taken for.
  private static Set<Kind> namesOf(Mistake mistake) {
    return switch (mistake) {
      case VALUE_FORGOTTEN ->
          Set.of(Kind.INCOMPATIBLE_ORDERS, Kind.INTERNAL, Kind.LOST_APPEND, Kind.LENGTH, Kind.G1B);
      case VALUES_SWAPPED -> Set.of(Kind.INCOMPATIBLE_ORDERS, Kind.INTERNAL, Kind.LENGTH);
      case VALUE_DOUBLED -> Set.of(Kind.TWICE, Kind.INTERNAL);
      case VALUE_INVENTED -> Set.of(Kind.UNWRITTEN, Kind.INTERNAL);
      case READ_STALE ->
          Set.of(
              Kind.INTERNAL,
              Kind.G1B,
              Kind.LOST_APPEND,
              Kind.G0,
              Kind.G1C,
              Kind.G_SINGLE,
              Kind.G2,
              Kind.G_SINGLE_IN_REAL_TIME,
              Kind.G2_IN_REAL_TIME);
      case APPEND_DENIED -> Set.of(Kind.G1A);
      case LENGTH_WRONG -> Set.of(Kind.INTERNAL, Kind.LENGTH);
      case TRANSACTION_OUT_OF_ITS_TIME ->
          Set.of(
              Kind.LOST_APPEND,
              Kind.G0_IN_REAL_TIME,
              Kind.G1C_IN_REAL_TIME,
              Kind.G_SINGLE_IN_REAL_TIME,
              Kind.G2_IN_REAL_TIME);
    };
  }

  /// What a database, or who asks it, may get wrong.
  enum Mistake {
    VALUE_FORGOTTEN {
      @Override
      List<String> misread(List<String> values, SplittableRandom random) {
        var wrong = new ArrayList<>(values);
        wrong.remove(random.nextInt(values.size() - 1));
        return wrong;
      }
    },
    VALUES_SWAPPED {
      @Override
      List<String> misread(List<String> values, SplittableRandom random) {
        var wrong = new ArrayList<>(values);
        int at = random.nextInt(values.size() - 1);
        wrong.set(at, values.get(at + 1));
        wrong.set(at + 1, values.get(at));
        return wrong;
      }
    },
    VALUE_DOUBLED {
      @Override
      List<String> misread(List<String> values, SplittableRandom random) {
        var wrong = new ArrayList<>(values);
        wrong.add(values.get(random.nextInt(values.size())));
        return wrong;
      }
    },
    VALUE_INVENTED {
      @Override
      List<String> misread(List<String> values, SplittableRandom random) {
        var wrong = new ArrayList<>(values);
        wrong.set(random.nextInt(values.size()), "invented");
        return wrong;
      }
    },
    READ_STALE {
      @Override
      List<String> misread(List<String> values, SplittableRandom random) {
        return values.subList(0, values.size() - least());
      }

      @Override
      int least() {
        return 12;
      }
    },
    APPEND_DENIED {
      @Override
      List<ListTransaction> in(List<ListTransaction> history, SplittableRandom random) {
        int victim = readLater(history, random);
        var wrong = new ArrayList<>(history);
        ListTransaction it = history.get(victim);
        wrong.set(
            victim,
            ListTransaction.failed(
                it.client(), it.operations(), it.invokedNanos(), it.returnedNanos()));
        return wrong;
      }
    },
    LENGTH_WRONG {
      @Override
      List<ListTransaction> in(List<ListTransaction> history, SplittableRandom random) {
        int victim = readLater(history, random);
        var operations = new ArrayList<>(history.get(victim).operations());
        operations.replaceAll(each ->
            each instanceof ListOperation.Append append
                ? ListOperation.Append.answered(
                    append.key(), append.value(), append.length().orElse(0) + 1)
                : each);
        return replaced(history, victim, operations);
      }
    },
    TRANSACTION_OUT_OF_ITS_TIME {
      @Override
      List<ListTransaction> in(List<ListTransaction> history, SplittableRandom random) {
        int victim = readLater(history, random);
        var wrong = new ArrayList<>(history);
        wrong.set(victim, at(history.get(victim), 1_000_000));
        return wrong;
      }
    };

    /// A history with this mistake, or an empty one if there was no occasion. Without another
    /// definition, one read is answered with what it should not be.
    List<ListTransaction> in(List<ListTransaction> history, SplittableRandom random) {
      for (int attempt = 0; attempt < 100; attempt++) {
        int victim = random.nextInt(history.size());
        ListTransaction it = history.get(victim);
        if (it.outcome() == Outcome.COMMITTED
            && it.operations().getFirst() instanceof Read(String key, List<String> values)
            && values.size() >= least()
            && isCertain(history, values)) {
          var operations = new ArrayList<>(it.operations());
          operations.set(0, new Read(key, misread(values, random)));
          return replaced(history, victim, operations);
        }
      }
      return List.of();
    }

    /// So long a list has to be to be read wrong.
    int least() {
      return 2;
    }

    List<String> misread(List<String> values, SplittableRandom random) {
      return values;
    }

    private static boolean isCertain(List<ListTransaction> history, List<String> values) {
      return history.stream()
          .filter(each -> each.outcome() == Outcome.OPEN)
          .flatMap(each -> each.operations().stream())
          .noneMatch(each ->
              each instanceof ListOperation.Append append && values.contains(append.value()));
    }

    private static List<ListTransaction> replaced(
        List<ListTransaction> history, int victim, List<ListOperation> operations) {
      var wrong = new ArrayList<>(history);
      ListTransaction it = history.get(victim);
      wrong.set(
          victim,
          ListTransaction.committed(
              it.client(), operations, it.invokedNanos(), it.returnedNanos()));
      return wrong;
    }

    /// A committed transaction that appended what another one read.
    private static int readLater(List<ListTransaction> history, SplittableRandom random) {
      while (true) {
        int victim = random.nextInt(history.size());
        ListTransaction it = history.get(victim);
        if (it.outcome() == Outcome.COMMITTED
            && it.operations().stream()
                .anyMatch(each ->
                    each instanceof ListOperation.Append append
                        && isReadByOthers(history, victim, append.value()))) {
          return victim;
        }
      }
    }

    private static boolean isReadByOthers(List<ListTransaction> history, int writer, String value) {
      for (int number = 0; number < history.size(); number++) {
        if (number != writer
            && history.get(number).operations().stream()
                .anyMatch(each -> each instanceof Read read && read.values().contains(value))) {
          return true;
        }
      }
      return false;
    }

    private static ListTransaction at(ListTransaction it, long nanos) {
      return new ListTransaction(
          it.client(),
          it.operations(),
          nanos,
          it.outcome() == Outcome.OPEN ? Long.MAX_VALUE : nanos + 1,
          it.outcome());
    }
  }
}
