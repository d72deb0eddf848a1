package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page of client libraries names the versions that are tested.
final class ClientPageTest {
  @ParameterizedTest
  @CsvSource({
    "Jedis, ../pom.xml, <jedis.version>(.*)</jedis.version>",
    "Lettuce, ../pom.xml, <lettuce.version>(.*)</lettuce.version>",
    "ioredis, src/test/resources/clients/ioredis/package.json, \"ioredis\": \"(.*)\"",
    "redis-py, src/test/resources/clients/redis-py/requirements.txt, redis==(.*)"
  })
  void thePageNamesTheVersion(String library, Path file, String version) throws IOException {
    Matcher tested = Pattern.compile(version).matcher(Files.readString(file));
    assertThat(tested.find()).isTrue();
    assertThat(Files.readString(Path.of("../docs/reference/clients.md")))
        .contains("| " + library + " | " + tested.group(1) + " |");
  }
}
