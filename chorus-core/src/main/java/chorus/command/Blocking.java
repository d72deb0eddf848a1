package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A command that waits until there is something to answer: another command, which answers null
/// while there is nothing, with one word more that says for how many seconds. Zero: for ever.
public final class Blocking implements DataCommand {
  private static final double MILLIS = 1000;

  private final DataCommand command;
  private final Place timeout;
  private final Function<Args, List<Bytes>> keys;

  /// Where the timeout stands.
  public enum Place {
    BEHIND_THE_NAME,
    LAST
  }

  /// `keys` are those that may bring something, by the words without the timeout.
  public Blocking(DataCommand command, Place timeout, Function<Args, List<Bytes>> keys) {
    this.command = command;
    this.timeout = timeout;
    this.keys = keys;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    int at = timeout == Place.LAST ? args.size() - 1 : 1;
    List<Bytes> words = new ArrayList<>(args.words());
    Bytes patience = words.remove(at);
    Args others = Args.of(words);
    Outcome outcome = command.run(view, others, moment);
    Duration time = time(patience);
    return isNothing(outcome)
        ? new Outcome.Park(keys.apply(others), time, Reply.NULL_ARRAY)
        : outcome;
  }

  private static boolean isNothing(Outcome outcome) {
    return outcome instanceof Outcome.Answer(Reply reply)
        && (reply instanceof Reply.Null || reply instanceof Reply.NullArray);
  }

  private static Duration time(Bytes word) {
    double millis =
        MILLIS
            * Doubles.parse(word, () -> CommandError.err("timeout is not a float or out of range"));
    if (millis < 0 || millis > Long.MAX_VALUE) {
      throw CommandError.err("timeout is negative");
    }
    Duration time = Duration.ofMillis((long) Math.ceil(millis));
    return time.compareTo(Outcome.LONGEST_WAIT) < 0 ? time : Outcome.LONGEST_WAIT;
  }
}
