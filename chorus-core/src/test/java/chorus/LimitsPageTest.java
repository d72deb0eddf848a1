package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Limits;
import chorus.base.Timings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page of limits says what the code does.
final class LimitsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "explanation", "limits.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\|");

  @Test
  void everyLimitAndEveryTimeHasARowWithItsValueAndNothingElseHas()
      throws IOException, ReflectiveOperationException {
    Map<String, String> expected = new TreeMap<>();
    for (Field limit : Limits.class.getFields()) {
      long value = limit.getLong(null);
      expected.put(
          limit.getName(),
          limit.getName().endsWith("BYTES") ? bytes(value) : "%,d".formatted(value));
    }
    for (RecordComponent time : Timings.class.getRecordComponents()) {
      Duration value = (Duration) time.getAccessor().invoke(Timings.DEFAULT);
      expected.put(time.getName(), value.toMillis() + " ms");
    }
    assertThat(rows()).isEqualTo(expected);
  }

  private static String bytes(long bytes) {
    assertThat(bytes % (1 << 10)).as("whole kibibytes").isZero();
    return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }

  private static Map<String, String> rows() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }
}
