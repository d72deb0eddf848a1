package chorus.command.string;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.command.string.CommonSubsequence.Match;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Common subsequences against the table of lengths as Redis fills and walks it.
final class CommonSubsequenceTest {

  @ParameterizedTest
  @CsvSource({"10, 2, 3000", "70, 2, 1000", "70, 20, 1000", "300, 3, 200", "300, 256, 200"})
  void textLengthAndPlacesAreThoseOfTheTable(int maxLength, int letters, int times) {
    var random = new SplittableRandom(maxLength + letters);
    for (int i = 0; i < times; i++) {
      Bytes one = string(random, maxLength, letters);
      Bytes other = string(random, maxLength, letters);
      int[][] lengths = lengths(one, other);
      var common = new CommonSubsequence(one, other);
      assertThat(common.length()).isEqualTo(lengths[one.length()][other.length()]);
      List<Match> matches = matches(one, other, lengths);
      assertThat(common.matches()).as("%s and %s", one, other).isEqualTo(matches);
      Bytes text = Bytes.EMPTY;
      for (Match match : matches) {
        text = one.slice(match.inOne(), match.inOne() + match.length()).concat(text);
      }
      assertThat(common.text()).isEqualTo(text);
    }
  }

  private static int[][] lengths(Bytes one, Bytes other) {
    int[][] lengths = new int[one.length() + 1][other.length() + 1];
    for (int i = 1; i <= one.length(); i++) {
      for (int j = 1; j <= other.length(); j++) {
        lengths[i][j] =
            one.at(i - 1) == other.at(j - 1)
                ? lengths[i - 1][j - 1] + 1
                : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
      }
    }
    return lengths;
  }

  private static List<Match> matches(Bytes one, Bytes other, int[][] lengths) {
    var matches = new ArrayList<Match>();
    int i = one.length();
    int j = other.length();
    while (i > 0 && j > 0) {
      int length = 0;
      while (i > 0 && j > 0 && one.at(i - 1) == other.at(j - 1)) {
        i--;
        j--;
        length++;
      }
      if (length > 0) {
        matches.add(new Match(i, j, length));
      } else if (lengths[i - 1][j] > lengths[i][j - 1]) {
        i--;
      } else {
        j--;
      }
    }
    return matches;
  }

  private static Bytes string(SplittableRandom random, int maxLength, int letters) {
    byte[] content = new byte[random.nextInt(maxLength + 1)];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) random.nextInt(letters);
    }
    return Bytes.wrap(content);
  }
}
