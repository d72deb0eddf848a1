package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.Doubles;
import chorus.command.Keyspace;
import java.util.ArrayList;
import java.util.List;

/// `numkeys key … [WEIGHTS weight …] [AGGREGATE SUM | MIN | MAX] [WITHSCORES] [LIMIT limit]`: of
/// the options those that the command takes.
record CombinationQuery(List<Input> inputs, Aggregate aggregate, boolean scored, long limit) {
  /// The options of a command.
  enum Option {
    WEIGHTS,
    AGGREGATE,
    WITHSCORES,
    LIMIT
  }

  CombinationQuery {
    inputs = List.copyOf(inputs);
  }

  /// Reads the words from the one at `numkeys` on; `name` is the command's, for the error.
  static CombinationQuery parse(
      Keyspace keys, Args args, int numkeys, String name, List<Option> options) {
    long count = args.longAt(numkeys);
    if (count < 1) {
      throw CommandError.err("at least 1 input key is needed for '" + name + "' command");
    }
    if (count > args.size() - numkeys - 1) {
      throw CommandError.syntax();
    }
    int end = numkeys + 1 + (int) count;
    List<Input> inputs =
        args.words().subList(numkeys + 1, end).stream().map(key -> Input.at(keys, key)).toList();
    var reading = new Reading(args, options, inputs);
    for (int i = end; i < args.size(); ) {
      i += reading.take(i);
    }
    return new CombinationQuery(reading.inputs, reading.aggregate, reading.scored, reading.limit);
  }

  private static final class Reading {
    private final Args args;
    private final List<Option> options;
    private List<Input> inputs;
    private Aggregate aggregate = Aggregate.SUM;
    private boolean scored;
    private long limit = Long.MAX_VALUE;

    Reading(Args args, List<Option> options, List<Input> inputs) {
      this.args = args;
      this.options = options;
      this.inputs = inputs;
    }

    /// Reads the option at `index`; how many words it takes.
    int take(int index) {
      int left = args.size() - index - 1;
      if (is(index, Option.WEIGHTS, "weights") && left >= inputs.size()) {
        weigh(index + 1);
        return 1 + inputs.size();
      }
      if (is(index, Option.AGGREGATE, "aggregate") && left >= 1) {
        aggregate = Aggregate.parse(args, index + 1);
        return 2;
      }
      if (is(index, Option.WITHSCORES, "withscores")) {
        scored = true;
        return 1;
      }
      if (is(index, Option.LIMIT, "limit") && left >= 1) {
        long given =
            args.longBetween(
                index + 1, 0, Long.MAX_VALUE, () -> CommandError.err("LIMIT can't be negative"));
        limit = given == 0 ? Long.MAX_VALUE : given;
        return 2;
      }
      throw CommandError.syntax();
    }

    private boolean is(int index, Option option, String word) {
      return options.contains(option) && args.is(index, word);
    }

    private void weigh(int first) {
      var weighed = new ArrayList<Input>(inputs.size());
      for (int i = 0; i < inputs.size(); i++) {
        double weight =
            Doubles.parse(
                args.bytes(first + i), () -> CommandError.err("weight value is not a float"));
        weighed.add(inputs.get(i).weighing(weight));
      }
      inputs = weighed;
    }
  }
}
