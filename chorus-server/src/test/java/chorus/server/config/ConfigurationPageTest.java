package chorus.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chorus.log.LogKeep;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page of configuration names the keys that the loader takes, with its defaults and bounds.
final class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z.\\[\\]-]+)` \\|([^|]*)\\|([^|]*)\\|");
  private static final Pattern BOUNDS = Pattern.compile("must be (\\S+) to (\\S+)$");
  private static final List<String> LISTS = List.of("members", "databases");
  private static final String FILE =
      """
      cluster: c
      node: n1
      data: d
      members: [{id: n1, resp: 1, peer: 2, http: 3, control: 4}]
      """;

  @Test
  void everyKeyHasARowAndNoOtherHas() throws IOException {
    var keys = new TreeSet<>(ConfigLoader.KEYS);
    keys.removeAll(LISTS);
    keys.remove("limits");
    ConfigLoader.MEMBER_KEYS.forEach(key -> keys.add("members[]." + key));
    keys.remove("address");
    ConfigLoader.ADDRESS_KEYS.forEach(key -> keys.add("address." + key));
    ConfigLoader.DATABASE_KEYS.forEach(key -> keys.add("databases[]." + key));
    ConfigLoader.LIMIT_KEYS.forEach(key -> keys.add("limits." + key));
    assertThat(rows().keySet()).isEqualTo(keys);
  }

  @Test
  void limitsHaveTheirDefaults() throws IOException, ReflectiveOperationException {
    List<String> defaults = new ArrayList<>();
    for (Object size : components(Sizes.DEFAULT)) {
      List<Object> parts = size instanceof LogKeep ? components((Record) size) : List.of(size);
      parts.forEach(part -> defaults.add("`" + text(part) + "`"));
    }
    Map<String, List<String>> rows = rows();
    assertThat(ConfigLoader.LIMIT_KEYS.stream().map(key -> row(rows, key).getFirst()))
        .containsExactlyElementsOf(defaults);
  }

  @Test
  void limitsHaveTheirBounds() throws IOException {
    Map<String, List<String>> rows = rows();
    for (String key : ConfigLoader.LIMIT_KEYS) {
      String page = row(rows, key).getLast().strip();
      if (!page.isEmpty()) {
        assertThat(page).as(key).isEqualTo(bounds(key));
      }
    }
  }

  @Test
  void theExampleOfTheDistributionLoads() throws ConfigException {
    Path example = Path.of("..", "chorus-cli", "src", "main", "dist", "conf", "chorus.yaml");
    ServerConfig config = ConfigLoader.load(example, Map.of(), Map.of());
    assertThat(config.sizes()).isEqualTo(Sizes.DEFAULT);
    assertThat(config.members()).hasSize(1);
  }

  /// As the loader says them to somebody who asks for too much.
  private static String bounds(String key) {
    String variable = "CHORUS_LIMITS_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    String tooMuch =
        switch (key) {
          case "clients" -> "999999999";
          case "detection", "disk-stall" -> "99h";
          case "undrop" -> "9999h";
          default -> "1000000GiB";
        };
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigLoader.parse(FILE, Path.of("."), Map.of(), Map.of(variable, tooMuch)));
    Matcher matcher = BOUNDS.matcher(String.valueOf(refused.getMessage()));
    assertThat(matcher.find()).as("%s says its bounds: %s", key, refused.getMessage()).isTrue();
    return "`%s` to `%s`".formatted(matcher.group(1), matcher.group(2));
  }

  private static List<Object> components(Record of) throws ReflectiveOperationException {
    List<Object> values = new ArrayList<>();
    for (RecordComponent each : of.getClass().getRecordComponents()) {
      values.add(each.getAccessor().invoke(of));
    }
    return values;
  }

  private static String text(Object value) {
    return switch (value) {
      case Long bytes -> Units.text(bytes);
      case Duration time -> Units.text(time);
      default -> value.toString();
    };
  }

  /// Default and bounds of a limit, as the page says them.
  private static List<String> row(Map<String, List<String>> rows, String key) {
    return rows.getOrDefault("limits." + key, List.of("no row", "no row"));
  }

  private static Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(row -> rows.put(row.group(1), List.of(row.group(2).strip(), row.group(3))));
    return rows;
  }
}
