package chorus.command.geo;

import chorus.resp.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Distances as Redis prints them: with four digits behind the point.
final class Fixed {
  private static final int DIGITS = 4;

  private Fixed() {}

  static Reply distance(double distance) {
    return Reply.bulk(
        new BigDecimal(distance).setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString());
  }
}
