package chorus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Format 1 is frozen: what its golden files held then, they hold for ever. New kinds of records,
/// rows and messages come behind that; whatever else changes is another format, with golden files
/// of its own.
final class FrozenFormatTest {
  /// A golden file, the number of its frozen lines, and the SHA-256 of those.
  record Frozen(String file, int lines, String hash) {
    static Frozen parse(String line) {
      String[] parts = line.split(" ", -1);
      return new Frozen(parts[0], Integer.parseInt(parts[1]), parts[2]);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Iterable<Frozen> files() {
    return Golden.resource("format-1.frozen").lines().map(Frozen::parse).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aGoldenFileBeginsWithWhatWasFrozen(Frozen frozen) {
    String begin =
        Golden.resource(frozen.file)
            .lines()
            .limit(frozen.lines)
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(sha256(begin)).isEqualTo(frozen.hash);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
