package chorus.command.settings;

import chorus.base.Result;
import chorus.command.CommandError;
import chorus.command.Glob;
import chorus.command.Words;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/// What CONFIG tells of one node and may change of it, while its process lives.
///
/// Every name of Redis 7.0 is known. What a name means here is up to those who read it: most mean
/// nothing, and are kept and told all the same, since tools set them. Any strand may call it.
public final class Settings {
  private static final SortedMap<String, Setting> NAMES = RedisNames.byName();

  /// What makes a word of CONFIG GET a pattern.
  private static final String WILD = "*?[";

  private static final String IMMUTABLE = "can't set immutable config";

  private final SortedMap<String, String> here;
  private final AtomicReference<Snapshot> now;

  private record Snapshot(SortedMap<String, String> values, Watched watched) {
    static Snapshot of(SortedMap<String, String> values) {
      return new Snapshot(Collections.unmodifiableSortedMap(values), Watched.in(values));
    }
  }

  private Settings(Map<String, String> here, Map<String, String> atFirst) {
    this.here = new TreeMap<>(here);
    var values = new TreeMap<String, String>();
    NAMES.values().forEach(each -> values.put(each.name(), each.standard()));
    values.putAll(atFirst);
    values.putAll(here);
    this.now = new AtomicReference<>(Snapshot.of(values));
  }

  /// Redis' own values, but for `here`, which mean something on this node and cannot be changed
  /// while it runs, and for `atFirst`, which can. Both by the first of a setting's names.
  public static Settings of(Map<String, String> here, Map<String, String> atFirst) {
    return new Settings(here, atFirst);
  }

  /// Redis' own values.
  public static Settings standard() {
    return new Settings(new TreeMap<>(), new TreeMap<>());
  }

  /// The value of a setting, by any of its names.
  public String value(String name) {
    Setting setting = NAMES.get(name);
    return setting == null ? "" : of(setting, now.get().values());
  }

  /// Those that are asked for with every command.
  public Watched watched() {
    return now.get().watched();
  }

  /// What fits any of `patterns`, by name, in any case: a word that is no pattern names a setting,
  /// which is told under it as it was written.
  public Reply matching(List<Bytes> patterns) {
    SortedMap<String, String> values = now.get().values();
    Set<String> told = new TreeSet<>();
    var found = new ArrayList<Reply.Entry>();
    for (Bytes each : patterns) {
      String word = each.utf8();
      String name = word.toLowerCase(Locale.ROOT);
      if (word.chars().noneMatch(letter -> WILD.indexOf(letter) >= 0)) {
        Setting setting = NAMES.get(name);
        if (setting != null && told.add(name)) {
          found.add(entry(each, of(setting, values)));
        }
        continue;
      }
      Glob pattern = Glob.of(Words.lower(each));
      NAMES.forEach((key, setting) -> {
        Bytes text = Bytes.utf8(key);
        if (pattern.matches(text) && told.add(key)) {
          found.add(entry(text, of(setting, values)));
        }
      });
    }
    return new Reply.MapReply(found);
  }

  private static Reply.Entry entry(Bytes name, String value) {
    return new Reply.Entry(Reply.bulk(name), Reply.bulk(value));
  }

  /// Changes all that `words` say, a name and a value each, or nothing; throws why, in Redis'
  /// words.
  public void set(List<Bytes> words) {
    if (words.size() % 2 != 0) {
      throw CommandError.syntax();
    }
    requireChangeable(words);
    now.updateAndGet(before -> {
      SortedMap<String, String> after = new TreeMap<>(before.values());
      for (int i = 0; i < words.size(); i += 2) {
        Setting setting = setting(words, i);
        String old = of(setting, after);
        String value = read(setting, words, i, old);
        if (here.containsKey(setting.name()) && !value.equals(old)) {
          throw failed(words, i, IMMUTABLE);
        }
        after.put(setting.name(), value);
      }
      return Snapshot.of(after);
    });
  }

  private static void requireChangeable(List<Bytes> words) {
    Set<String> given = new TreeSet<>();
    for (int i = 0; i < words.size(); i += 2) {
      switch (setting(words, i).change()) {
        case NEVER -> throw failed(words, i, IMMUTABLE);
        case PROTECTED -> throw failed(words, i, "can't set protected config");
        case FREE -> {
          if (!given.add(name(words, i))) {
            throw failed(words, i, "duplicate parameter");
          }
        }
      }
    }
  }

  private static Setting setting(List<Bytes> words, int at) {
    Setting setting = NAMES.get(name(words, at));
    if (setting == null) {
      throw CommandError.err(
          "Unknown option or number of arguments for CONFIG SET - '" + words.get(at).utf8() + "'");
    }
    return setting;
  }

  private static String of(Setting setting, SortedMap<String, String> values) {
    return values.getOrDefault(setting.name(), setting.standard());
  }

  private static String name(List<Bytes> words, int at) {
    return words.get(at).utf8().toLowerCase(Locale.ROOT);
  }

  private static String read(Setting setting, List<Bytes> words, int at, String before) {
    return switch (setting.check().read(words.get(at + 1).utf8(), before)) {
      case Result.Ok<String>(String value) -> value;
      case Result.Failed<String>(var why) -> throw failed(words, at, why.detail());
    };
  }

  private static CommandError failed(List<Bytes> words, int at, String why) {
    return CommandError.err(
        "CONFIG SET failed (possibly related to argument '" + words.get(at).utf8() + "') - " + why);
  }
}
