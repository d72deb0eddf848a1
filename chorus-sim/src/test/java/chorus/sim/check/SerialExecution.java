package chorus.sim.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Transactions that happen one after the other, as clients see them who do not know when. One in
/// ten did not happen, or nobody was told.
final class SerialExecution {
  private static final int STEP = 10;
  private static final int BLUR = 60;

  private final SplittableRandom random;
  private final int keys;
  private final Map<String, List<String>> lists = new HashMap<>();
  private int values;

  private SerialExecution(long seed, int keys) {
    this.random = new SplittableRandom(seed);
    this.keys = keys;
  }

  static List<ListTransaction> drawn(long seed, int transactions, int keys) {
    var execution = new SerialExecution(seed, keys);
    var history = new ArrayList<ListTransaction>();
    for (int number = 1; number <= transactions; number++) {
      history.add(execution.next((long) number * STEP));
    }
    return history;
  }

  private ListTransaction next(long nanos) {
    int client = random.nextInt(8);
    long from = nanos - random.nextInt(BLUR);
    long to = nanos + random.nextInt(BLUR);
    List<ListOperation> asked = drawn();
    return switch (random.nextInt(30)) {
      case 0 -> ListTransaction.failed(client, appends(asked), from, to);
      case 1 -> ListTransaction.open(client, appends(asked), from);
      case 2 -> {
        answered(asked);
        yield ListTransaction.open(client, appends(asked), from);
      }
      default -> ListTransaction.committed(client, answered(asked), from, to);
    };
  }

  private List<ListOperation> drawn() {
    var asked = new ArrayList<ListOperation>();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      String key = "x" + random.nextInt(keys);
      asked.add(
          random.nextBoolean()
              ? new ListOperation.Read(key, List.of())
              : ListOperation.Append.unanswered(key, Integer.toString(++values)));
    }
    return asked;
  }

  private static List<ListOperation> appends(List<ListOperation> asked) {
    return asked.stream().filter(each -> each instanceof ListOperation.Append).toList();
  }

  private List<ListOperation> answered(List<ListOperation> asked) {
    var answers = new ArrayList<ListOperation>();
    for (ListOperation each : asked) {
      List<String> list = lists.computeIfAbsent(each.key(), _ -> new ArrayList<>());
      switch (each) {
        case ListOperation.Read(String key, var _) ->
            answers.add(new ListOperation.Read(key, list));
        case ListOperation.Append(String key, String value, var _) -> {
          list.add(value);
          answers.add(ListOperation.Append.answered(key, value, list.size()));
        }
      }
    }
    return answers;
  }
}
