package chorus.cli.diverged;

import chorus.resp.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Bytes that are mostly text, for people and for programs.
final class ByteText {
  private static final int SHOWN = 200;

  private ByteText() {}

  /// In quotes, on one line, what cannot be printed escaped, the end of long ones left out.
  static String quoted(Bytes bytes) {
    var line = new StringBuilder("\"");
    Optional<String> text = utf8(bytes);
    if (text.isPresent()) {
      text.get().codePoints().limit(SHOWN).forEach(each -> append(line, each));
    } else {
      for (int i = 0; i < Math.min(bytes.length(), SHOWN); i++) {
        int each = bytes.at(i) & 0xff;
        append(line, each < 0x80 ? each : -each);
      }
    }
    line.append('"');
    boolean isCut =
        text.map(all -> all.codePointCount(0, all.length())).orElse(bytes.length()) > SHOWN;
    return isCut ? "%s… (%,d bytes)".formatted(line, bytes.length()) : line.toString();
  }

  /// A string where the bytes are UTF-8, else `{"base64": …}`: nothing is lost.
  static Object json(Bytes bytes) {
    return utf8(bytes)
        .<Object>map(text -> text)
        .orElseGet(() -> Map.of("base64", Base64.getEncoder().encodeToString(bytes.toArray())));
  }

  /// A negative one is a byte that is no text.
  private static void append(StringBuilder line, int each) {
    if (each < 0) {
      line.append(String.format(Locale.ROOT, "\\x%02x", -each));
    } else if (each == '"' || each == '\\') {
      line.append('\\').appendCodePoint(each);
    } else if (each == '\n') {
      line.append("\\n");
    } else if (Character.isISOControl(each)) {
      line.append(String.format(Locale.ROOT, "\\x%02x", each));
    } else {
      line.appendCodePoint(each);
    }
  }

  private static Optional<String> utf8(Bytes bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
