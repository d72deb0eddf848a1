package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// A command that waits until there is something to answer: another command, which answers null
/// while there is nothing, with one word more that says for how many seconds. Zero: for ever.
public final class Blocking implements DataCommand {
  /// How they all differ from Redis, for the table.
  public static final String NOTE =
      "Where a key becomes one of another type meanwhile, it answers WRONGTYPE; Redis waits on.";

  private static final double MILLIS = 1000;
  private static final KeySpec COUNTED = new KeySpec.Counted(1, List.of());

  private final DataCommand command;
  private final ToIntFunction<Args> timeoutAt;
  private final Function<Args, List<Bytes>> keys;

  private Blocking(
      DataCommand command, ToIntFunction<Args> timeoutAt, Function<Args, List<Bytes>> keys) {
    this.command = command;
    this.timeoutAt = timeoutAt;
    this.keys = keys;
  }

  /// Waits for any of the words behind the name; the timeout is the last word.
  public static Blocking forAnyKey(DataCommand command) {
    return new Blocking(command, args -> args.size() - 1, args -> args.from(1));
  }

  /// Waits for the first key; the timeout is the last word.
  public static Blocking forFirstKey(DataCommand command) {
    return new Blocking(command, args -> args.size() - 1, args -> List.of(args.bytes(1)));
  }

  /// Waits for any of a number of keys; the timeout stands before that number.
  public static Blocking forCountedKeys(DataCommand command) {
    return new Blocking(command, _ -> 1, args -> COUNTED.in(args.words()));
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    List<Bytes> words = new ArrayList<>(args.words());
    Bytes patience = words.remove(timeoutAt.applyAsInt(args));
    Args others = Args.of(words);
    Outcome outcome = command.run(view, others, moment);
    Duration time = time(patience);
    return outcome instanceof Outcome.Answer(Reply nothing) && isNull(nothing)
        ? new Outcome.Park(keys.apply(others), time, nothing, Reply.NULL_ARRAY)
        : outcome;
  }

  private static boolean isNull(Reply reply) {
    return reply instanceof Reply.Null || reply instanceof Reply.NullArray;
  }

  private static Duration time(Bytes word) {
    double millis =
        MILLIS
            * Doubles.parse(word, () -> CommandError.err("timeout is not a float or out of range"));
    if (millis < 0 || millis > Long.MAX_VALUE) {
      throw CommandError.err("timeout is negative");
    }
    return Outcome.patience((long) Math.ceil(millis));
  }
}
