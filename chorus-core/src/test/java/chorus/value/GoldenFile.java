package chorus.value;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file of named bytes, one `name hex` a line, that says what a format looks like. It changes
/// only when a format does.
public final class GoldenFile {
  private final String path;
  private final Map<String, String> lines = new LinkedHashMap<>();

  public GoldenFile(String name) {
    path = "/golden/" + name;
    try (InputStream in = GoldenFile.class.getResourceAsStream(path)) {
      assertThat(in).as(path).isNotNull();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .forEach(parts -> lines.put(parts[0], parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void holds(String name, Bytes content) {
    assertThat(HexFormat.of().formatHex(content.toArray()))
        .as("%s in %s", name, path)
        .isEqualTo(lines.get(name));
  }

  public Bytes get(String name) {
    String hex = lines.get(name);
    assertThat(hex).as("%s in %s", name, path).isNotNull();
    return Bytes.wrap(HexFormat.of().parseHex(hex));
  }
}
