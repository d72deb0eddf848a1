package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns, by example and against a matcher that tries everything.
final class GlobTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "h?llo, hello, true",
        "h?llo, hllo, false",
        "h*llo, heeeello, true",
        "h*llo, hllo, true",
        "h[ae]llo, hallo, true",
        "h[ae]llo, hillo, false",
        "h[^e]llo, hallo, true",
        "h[^e]llo, hello, false",
        "h[a-c]llo, hbllo, true",
        "h[c-a]llo, hbllo, true",
        "h[a-c]llo, hdllo, false",
        "h\\*llo, h*llo, true",
        "h\\*llo, hello, false",
        "[\\]], ], true",
        "[abc, b, true",
        "[abc, d, false",
        "[, a, false",
        "[^, a, true",
        "[], a, false",
        "[a-], -, false",
        "a\\, a\\, true",
        "*, \"\", true",
        "\"\", \"\", true",
        "\"\", a, false",
        "**a**, bab, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZcd, false"
      })
  void matchesAsRedisDoes(String pattern, String text, boolean expected) {
    assertThat(Glob.of(Bytes.utf8(pattern)).matches(Bytes.utf8(text))).isEqualTo(expected);
  }

  @Test
  void bytesAreComparedNotCharacters() {
    Bytes twoBytes = Bytes.utf8("é");
    assertThat(Glob.of(Bytes.utf8("?")).matches(twoBytes)).isFalse();
    assertThat(Glob.of(Bytes.utf8("??")).matches(twoBytes)).isTrue();
  }

  @Test
  void agreesWithAMatcherThatTriesEverything() {
    var draws = Draws.of(new Moment(Hlc.ZERO, Epoch.NONE, Lsn.NONE, 3));
    int matched = 0;
    for (int i = 0; i < 50_000; i++) {
      String pattern = word(draws, "ab*?*");
      String text = word(draws, "ab");
      boolean expected = naive(pattern, text);
      assertThat(Glob.of(Bytes.utf8(pattern)).matches(Bytes.utf8(text)))
          .as("'%s' on '%s'", pattern, text)
          .isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).isGreaterThan(5_000);
  }

  @Test
  void manyStarsOnALongTextEndSoon() {
    Bytes pattern = Bytes.utf8("a*".repeat(200) + "b");
    assertThat(Glob.of(pattern).matches(Bytes.utf8("a".repeat(20_000)))).isFalse();
  }

  private static String word(Draws draws, String letters) {
    var text = new StringBuilder();
    for (int length = draws.below(8); length > 0; length--) {
      text.append(letters.charAt(draws.below(letters.length())));
    }
    return text.toString();
  }

  private static boolean naive(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      return naive(pattern.substring(1), text)
          || (!text.isEmpty() && naive(pattern, text.substring(1)));
    }
    return !text.isEmpty()
        && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
        && naive(pattern.substring(1), text.substring(1));
  }
}
