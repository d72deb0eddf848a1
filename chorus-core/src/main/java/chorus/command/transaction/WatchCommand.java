package chorus.command.transaction;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/// CHORUS WATCH key …: the leader's epoch, and of each key the position of the last record that
/// changed it, or a later one, and 1 if it is there.
public final class WatchCommand implements DataCommand {
  private static final int KEYS_AT = 2;
  private static final Bytes CHORUS = Bytes.utf8("CHORUS");
  private static final Bytes WATCH = Bytes.utf8("WATCH");

  /// The command for these keys.
  public static List<Bytes> words(List<Bytes> keys) {
    List<Bytes> words = new ArrayList<>(List.of(CHORUS, WATCH));
    words.addAll(keys);
    return words;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    List<Reply> answer = new ArrayList<>();
    answer.add(Reply.integer(moment.epoch().number()));
    for (Bytes key : args.from(KEYS_AT)) {
      answer.add(Reply.integer(view.changedAt(key).number()));
      answer.add(Reply.integer(keys.exists(key) ? 1 : 0));
    }
    return new Outcome.Answer(Reply.array(answer));
  }
}
