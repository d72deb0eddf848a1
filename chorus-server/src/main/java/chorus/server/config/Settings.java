package chorus.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One map of the configuration file with what overrides it: a flag wins over a variable of the
/// environment, that over the file.
///
/// The key `limits.ack-wait` is the flag's name as it stands, and in the environment
/// `CHORUS_LIMITS_ACK_WAIT`.
final class Settings {
  private final String path;
  private final JsonNode map;
  private final Map<String, String> flags;
  private final Map<String, String> environment;

  /// `path` is what stands before this map's keys, empty or ending in a dot. `known` are all keys
  /// that it may have.
  Settings(
      String path,
      JsonNode map,
      Map<String, String> flags,
      Map<String, String> environment,
      List<String> known)
      throws ConfigException {
    this.path = path;
    this.map = map;
    this.flags = flags;
    this.environment = environment;
    if (!map.isObject() && !isAbsent(map)) {
      throw new ConfigException(place() + " must be keys and values");
    }
    for (String key : map.propertyNames()) {
      if (!known.contains(key)) {
        throw new ConfigException(
            "unknown key "
                + path
                + key
                + NearestName.of(key, known).map(Settings::hint).orElse(""));
      }
    }
  }

  private static String hint(String name) {
    return ", did you mean " + name + "?";
  }

  private String place() {
    return path.isEmpty() ? "the file" : path.substring(0, path.length() - 1);
  }

  /// The map behind `key`, empty if it is not there.
  Settings section(String key, List<String> known) throws ConfigException {
    return new Settings(path + key + ".", map.path(key), flags, environment, known);
  }

  /// The maps in the list behind `key`. Nothing overrides them.
  List<Settings> list(String key, List<String> known) throws ConfigException {
    JsonNode list = map.path(key);
    if (isAbsent(list)) {
      return List.of();
    }
    if (!list.isArray()) {
      throw new ConfigException(path + key + " must be a list");
    }
    List<Settings> entries = new ArrayList<>();
    for (JsonNode entry : list) {
      String place = path + key + "[" + entries.size() + "].";
      entries.add(new Settings(place, entry, Map.of(), Map.of(), known));
    }
    return entries;
  }

  Optional<String> text(String key) throws ConfigException {
    String name = path + key;
    String variable = "CHORUS_" + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    if (flags.containsKey(name)) {
      return Optional.of(flags.get(name));
    }
    if (environment.containsKey(variable)) {
      return Optional.of(environment.get(variable));
    }
    JsonNode value = map.path(key);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw new ConfigException(name + " must be one value");
    }
    return Optional.of(value.asString());
  }

  boolean has(String key) {
    return !isAbsent(map.path(key));
  }

  String required(String key) throws ConfigException {
    Optional<String> text = text(key);
    if (text.isEmpty() || text.get().isBlank()) {
      throw new ConfigException(path + key + " is missing");
    }
    return text.get();
  }

  int number(String key, int least, int most, Optional<Integer> otherwise) throws ConfigException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise.orElseThrow(() -> new ConfigException(path + key + " is missing"));
    }
    if (!text.get().matches("\\d{1,9}")
        || Integer.parseInt(text.get()) < least
        || Integer.parseInt(text.get()) > most) {
      throw new ConfigException(
          path + key + " is " + text.get() + ", must be " + least + " to " + most);
    }
    return Integer.parseInt(text.get());
  }

  long size(String key, long otherwise, long least, long most) throws ConfigException {
    Optional<String> text = text(key);
    long size = text.isEmpty() ? otherwise : Units.size(path + key, text.get());
    if (size < least || size > most) {
      throw new ConfigException(
          "%s is %s, must be %s to %s"
              .formatted(path + key, text.orElse(""), Units.text(least), Units.text(most)));
    }
    return size;
  }

  Duration duration(String key, Duration otherwise) throws ConfigException {
    Optional<String> text = text(key);
    return text.isEmpty() ? otherwise : Units.duration(path + key, text.get());
  }

  Duration duration(String key, Duration otherwise, Duration least, Duration most)
      throws ConfigException {
    Duration time = duration(key, otherwise);
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw new ConfigException(
          "%s is %s, must be %s to %s"
              .formatted(path + key, Units.text(time), Units.text(least), Units.text(most)));
    }
    return time;
  }

  String name(String key) {
    return path + key;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
