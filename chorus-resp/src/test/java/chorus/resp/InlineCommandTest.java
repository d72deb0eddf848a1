package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InlineCommandTest {

  @Test
  void whiteSpacePartsArguments() {
    assertThat(split(" \t SET\tkey \u000b\f value  "))
        .isEqualTo(Streams.command("SET", "key", "value"));
    assertThat(split("   ")).isEqualTo(Streams.command());
    assertThat(split("")).isEqualTo(Streams.command());
  }

  @Test
  void doubleQuotesEscapeBytes() {
    assertThat(split("\"\\n\\r\\t\\b\\a\\x00\\xfF\\\\\\\"\\q\""))
        .isEqualTo(Streams.command("\n\r\t\b\u0007\0\u00ff\\\"q"));
    assertThat(split("\"\\xg1\\x1\"")).isEqualTo(Streams.command("xg1x1"));
  }

  @Test
  void singleQuotesEscapeOnlyThemselves() {
    assertThat(split("'it\\'s \\n \"'")).isEqualTo(Streams.command("it's \\n \""));
  }

  @Test
  void quotesMayOpenWithinAnArgument() {
    assertThat(split("a\"b c\" ''")).isEqualTo(Streams.command("ab c", ""));
  }

  @Test
  void aClosingQuoteEndsTheArgument() {
    assertThat(split("\"a\"b")).isNull();
    assertThat(split("'a'b")).isNull();
    assertThat(split("'a'\"b\"")).isNull();
  }

  @Test
  void anOpenQuoteIsAFault() {
    assertThat(split("\"a")).isNull();
    assertThat(split("'a")).isNull();
    assertThat(split("\"a\\")).isNull();
    assertThat(split("\"a\\\"")).isNull();
    assertThat(split("a\"")).isNull();
  }

  @Test
  void aZeroByteEndsTheLine() {
    assertThat(split("GET k\0 l")).isEqualTo(Streams.command("GET", "k"));
    assertThat(split("\"a\0\"")).isNull();
  }

  private static @Nullable ArgumentList split(String line) {
    byte[] bytes = Streams.bytes("<" + line + ">");
    return InlineCommand.split(bytes, 1, bytes.length - 1, 100);
  }
}
