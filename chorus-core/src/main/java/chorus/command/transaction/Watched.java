package chorus.command.transaction;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.command.Args;
import chorus.command.CommandError;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Keys as their leader saw them when they were watched: nothing that it decided later may have
/// changed them.
///
/// @param epoch the leader's
public record Watched(Epoch epoch, List<Key> keys) {
  /// Words of [#words()] before those of the keys.
  private static final int HEAD_WORDS = 2;

  private static final int KEY_WORDS = 3;

  public Watched {
    keys = List.copyOf(keys);
  }

  /// One key.
  ///
  /// @param lsn the position of the last record that had changed it then, or a later one
  /// @param wasThere whether the key was there: if so, it must not have expired
  public record Key(Bytes name, Lsn lsn, boolean wasThere) {}

  /// Nothing.
  public static Watched nothing() {
    return new Watched(Epoch.NONE, List.of());
  }

  /// Both. Of two leaders one has led no more for long: then nothing is as it was.
  public Watched and(Watched later) {
    List<Key> both = new ArrayList<>(keys);
    both.addAll(later.keys());
    boolean alike = keys.isEmpty() || later.epoch().equals(epoch);
    return new Watched(alike ? later.epoch() : Epoch.NONE, both);
  }

  /// What CHORUS WATCH answered for `names`, which it is asked with.
  public static Watched of(List<Bytes> names, List<Reply> answer) {
    Iterator<Reply> next = answer.iterator();
    Epoch epoch = new Epoch(number(next.next()));
    List<Key> keys = new ArrayList<>();
    for (Bytes name : names) {
      keys.add(new Key(name, new Lsn(number(next.next())), number(next.next()) == 1));
    }
    return new Watched(epoch, keys);
  }

  private static long number(Reply reply) {
    return reply instanceof Reply.Int(long value) ? value : 0;
  }

  /// As words of a command. Mirror of [#read].
  List<Bytes> words() {
    List<Bytes> words = new ArrayList<>();
    words.add(word(epoch.number()));
    words.add(word(keys.size()));
    for (Key key : keys) {
      words.add(key.name());
      words.add(word(key.lsn().number()));
      words.add(word(key.wasThere() ? 1 : 0));
    }
    return words;
  }

  static Watched read(Args args, int first) {
    Epoch epoch = new Epoch(args.longBetween(first, 0, Long.MAX_VALUE, Watched::malformed));
    long count = args.longBetween(first + 1, 0, args.size(), Watched::malformed);
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = first + HEAD_WORDS + i * KEY_WORDS;
      if (at + KEY_WORDS > args.size()) {
        throw malformed();
      }
      Lsn lsn = new Lsn(args.longBetween(at + 1, 0, Long.MAX_VALUE, Watched::malformed));
      keys.add(new Key(args.bytes(at), lsn, args.is(at + 2, "1")));
    }
    return new Watched(epoch, keys);
  }

  /// How many words it is.
  int size() {
    return HEAD_WORDS + keys.size() * KEY_WORDS;
  }

  private static Bytes word(long number) {
    return Bytes.utf8(Long.toString(number));
  }

  private static CommandError malformed() {
    return CommandError.err("these words are no transaction");
  }
}
