package chorus.command.stats;

import chorus.command.settings.Settings;
import chorus.command.settings.Watched;
import chorus.resp.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The last commands that took long, the latest first. Any strand may call it.
public final class SlowLog {
  private static final int MOST_WORDS = 32;
  private static final int MOST_WORD_BYTES = 128;

  private final Settings settings;
  private final AtomicReference<Kept> kept = new AtomicReference<>(new Kept(null, 0, 0));

  private record Link(SlowCommand command, @Nullable Link next) {}

  /// `links` is how many there are, more than are told: they are cut off from time to time.
  private record Kept(@Nullable Link latest, long links, long nextId) {}

  SlowLog(Settings settings) {
    this.settings = settings;
  }

  boolean isOn() {
    return settings.watched().slowMicros() >= 0;
  }

  /// Whether what took `nanos` is to be added.
  public boolean isSlow(long nanos) {
    long limit = settings.watched().slowMicros();
    return limit >= 0 && nanos / 1000 >= limit;
  }

  /// A command that took long. `client` and `name` are those of [SlowCommand].
  public void add(long wallMillis, long nanos, List<Bytes> words, String client, Bytes name) {
    Watched watched = settings.watched();
    if (watched.slowEntries() == 0) {
      return;
    }
    List<Bytes> told = told(words);
    kept.updateAndGet(before -> {
      SlowCommand slow =
          new SlowCommand(before.nextId(), wallMillis / 1000, nanos / 1000, told, client, name);
      Kept after =
          new Kept(new Link(slow, before.latest()), before.links() + 1, before.nextId() + 1);
      return after.links() > 2 * watched.slowEntries() ? cut(after, watched.slowEntries()) : after;
    });
  }

  /// Only so many words, and of each only so much, as in Redis.
  private static List<Bytes> told(List<Bytes> words) {
    List<Bytes> told = new ArrayList<>();
    for (int i = 0; i < Math.min(words.size(), MOST_WORDS); i++) {
      if (i == MOST_WORDS - 1 && words.size() > MOST_WORDS) {
        told.add(Bytes.utf8("... (" + (words.size() - MOST_WORDS + 1) + " more arguments)"));
      } else {
        told.add(told(words.get(i)));
      }
    }
    return told;
  }

  private static Bytes told(Bytes word) {
    int more = word.length() - MOST_WORD_BYTES;
    if (more <= 0) {
      return Bytes.wrap(word.toArray());
    }
    byte[] end = ("... (" + more + " more bytes)").getBytes(StandardCharsets.UTF_8);
    byte[] all =
        Arrays.copyOf(word.slice(0, MOST_WORD_BYTES).toArray(), MOST_WORD_BYTES + end.length);
    System.arraycopy(end, 0, all, MOST_WORD_BYTES, end.length);
    return Bytes.wrap(all);
  }

  private static Kept cut(Kept whole, long most) {
    List<SlowCommand> commands = first(whole, most);
    Link link = null;
    for (SlowCommand each : commands.reversed()) {
      link = new Link(each, link);
    }
    return new Kept(link, commands.size(), whole.nextId());
  }

  private static List<SlowCommand> first(Kept kept, long most) {
    List<SlowCommand> first = new ArrayList<>();
    Link link = kept.latest();
    while (link != null && first.size() < most) {
      first.add(link.command());
      link = link.next();
    }
    return first;
  }

  /// Those that are remembered, the latest first.
  public List<SlowCommand> all() {
    return first(kept.get(), settings.watched().slowEntries());
  }

  /// Forgets all; ids go on.
  public void reset() {
    kept.updateAndGet(before -> new Kept(null, 0, before.nextId()));
  }
}
