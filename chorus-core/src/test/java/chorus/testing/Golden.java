package chorus.testing;

import chorus.resp.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Golden files of formats: one named byte string a line, in hexadecimal.
public final class Golden {
  private Golden() {}

  /// What a golden file says, as written.
  public static String text(String file) {
    return resource(file + ".hex");
  }

  /// What any file beside the golden ones says.
  static String resource(String name) {
    String path = "/golden/" + name;
    try (InputStream content =
        Objects.requireNonNull(Golden.class.getResourceAsStream(path), path)) {
      return new String(content.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The byte strings of a golden file by their names.
  public static SequencedMap<String, Bytes> entries(String file) {
    SequencedMap<String, Bytes> entries = new LinkedHashMap<>();
    text(file)
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(parts -> entries.put(parts[0], Bytes.wrap(HexFormat.of().parseHex(parts[1]))));
    return entries;
  }

  /// How a golden file writes these byte strings.
  public static String lines(SequencedMap<String, Bytes> entries) {
    return entries.entrySet().stream()
        .map(Golden::line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /// The names of all records that a sealed sum permits, at any depth: what a golden file of it
  /// must hold.
  public static Set<String> kindsOf(Class<?> sum) {
    return leaves(sum).map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(Objects.requireNonNull(type.getPermittedSubclasses())).flatMap(Golden::leaves)
        : Stream.of(type);
  }

  private static String line(Map.Entry<String, Bytes> entry) {
    return entry.getKey() + " " + HexFormat.of().formatHex(entry.getValue().toArray());
  }
}
